/** An element with either text or children; attributes in the order given. */
export interface XmlOut {
  name: string;
  attributes?: Readonly<Record<string, string | number>>;
  text?: string | number;
  children?: readonly XmlOut[];
}

export const leaf = (name: string, text: string | number): XmlOut => ({ name, text });
export const branch = (name: string, ...children: XmlOut[]): XmlOut => ({ name, children });

/** Indented by two; `declaration` for readers that want `<?xml …?>`. Text must be clean (prepare.cleanText). */
export function writeXml(root: XmlOut, declaration = false): string {
  const out = declaration ? ['<?xml version="1.0" encoding="utf-8"?>\n'] : [];
  write(root, '', out);
  return out.join('');
}

function write(element: XmlOut, indent: string, out: string[]): void {
  const attributes = Object.entries(element.attributes ?? {})
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('');
  const { name, children, text } = element;
  if (children?.length) {
    out.push(`${indent}<${name}${attributes}>\n`);
    for (const child of children) write(child, `${indent}  `, out);
    out.push(`${indent}</${name}>\n`);
  } else if (text !== undefined && text !== '') {
    out.push(`${indent}<${name}${attributes}>${escapeText(String(text))}</${name}>\n`);
  } else {
    out.push(`${indent}<${name}${attributes}/>\n`);
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // Readers turn these into plain spaces or line feeds unless they are written as numbers.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

export const escapeText = (text: string): string => text.replace(/[&<>\r]/g, (char) => ESCAPES[char]);

export const escapeAttribute = (text: string): string =>
  text.replace(/[&<>"'\t\n\r]/g, (char) => ESCAPES[char]);
