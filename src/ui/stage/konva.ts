/** Only the shapes this page draws: all of Konva would be a third more to download. */
import Konva from 'konva/lib/Core';
import 'konva/lib/shapes/Circle';
import 'konva/lib/shapes/Image';
import 'konva/lib/shapes/Line';
import 'konva/lib/shapes/Rect';
import 'konva/lib/shapes/Text';

export { Circle, Group, Image, Layer, Line, Rect, Shape, Stage, Text } from 'react-konva/lib/ReactKonvaCore';

// Sharper than this costs memory on tablets and shows nobody anything.
Konva.pixelRatio = Math.min(window.devicePixelRatio || 1, 2);
