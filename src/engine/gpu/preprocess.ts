import { EngineError } from '../errors';

/** Text substitutions of a shader. Sizes are uniforms or `override` constants; text is for types alone. */
export type Defines = Readonly<Record<string, string>>;

const USE = /^\/\/#use (\S+)[^\S\n]*$/gm;
const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/**
 * WGSL of shader `name`: `{{key}}` becomes `defines[key]`, and a line `//#use lib/part` the text of that shader, once.
 *
 * @throws EngineError 'shader' for an unknown shader or placeholder
 */
export function preprocess(
  name: string,
  shaders: Readonly<Record<string, string>>,
  defines: Defines,
): string {
  const used = new Set<string>();
  const expand = (part: string, from: string): string => {
    if (used.has(part)) return '';
    used.add(part);
    const source = shaders[part];
    if (source === undefined) throw new EngineError('shader', `no shader ${part}, which ${from} uses`);
    const text = source.replace(PLACEHOLDER, (_, key: string) => {
      if (key in defines) return defines[key];
      throw new EngineError('shader', `${part}: {{${key}}} has no value`);
    });
    return text.replace(USE, (_, other: string) => expand(other, part));
  };
  return expand(name, 'the engine');
}
