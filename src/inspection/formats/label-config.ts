import { VERDICTS } from '../dataset';
import { readXml, type XmlElement } from './xml-read';
import { writeXml, type XmlOut } from './xml-write';

/** Names by which results in Label Studio's tasks refer to its labelling configuration. */
export const CONTROLS = { image: 'image', label: 'label', verdict: 'verdict', reason: 'reason' } as const;

/** Label Studio's labelling configuration, which goes with the tasks. */
export function labelConfig(labels: readonly string[]): string {
  const { image, label, verdict, reason } = CONTROLS;
  const values = (name: string, all: readonly string[]): XmlOut[] =>
    all.map((value) => ({ name, attributes: { value } }));
  return writeXml({
    name: 'View',
    children: [
      { name: 'Image', attributes: { name: image, value: '$image', zoom: 'true' } },
      {
        name: 'RectangleLabels',
        attributes: { name: label, toName: image },
        children: values('Label', labels),
      },
      {
        name: 'Choices',
        attributes: { name: verdict, toName: image, choice: 'single' },
        children: values('Choice', VERDICTS),
      },
      { name: 'TextArea', attributes: { name: reason, toName: image, editable: 'true' } },
    ],
  });
}

/** The box labels that a labelling configuration offers, in order. */
export function labelsInConfig(source: string): string[] {
  const labels: string[] = [];
  const walk = (element: XmlElement, inside: boolean): void => {
    const value = element.attributes.get('value');
    if (inside && element.name === 'Label' && value) labels.push(value);
    for (const each of element.children) walk(each, inside || element.name === 'RectangleLabels');
  };
  walk(readXml(source), false);
  return labels;
}
