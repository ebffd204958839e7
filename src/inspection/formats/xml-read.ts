import { FormatError } from './errors';
import { checkLength, LIMITS } from './limits';

export interface XmlElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  /** All text directly in the element, exactly as written. */
  text: string;
}

const NAME = /[A-Za-z_:\u00b7-\uffff][-.\w:\u00b7-\uffff]*/y;
const ATTRIBUTE = /\s+([A-Za-z_:\u00b7-\uffff][-.\w:\u00b7-\uffff]*)\s*=\s*(?:"([^<"]*)"|'([^<']*)')/y;
const TAG_END = /\s*(\/?)>/y;
const CLOSE_END = /\s*>/y;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a well-formed document and nothing else: no document type, no entities beyond the five of XML and
 * numbers, no namespaces, nothing fetched. Anything odd is a FormatError.
 */
export function readXml(source: string): XmlElement {
  checkLength(source);
  return new Reader(source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')).document();
}

class Reader {
  #at = 0;

  constructor(readonly source: string) {}

  document(): XmlElement {
    const top: XmlElement = { name: '', attributes: new Map(), children: [], text: '' };
    const open = [top];
    while (this.#at < this.source.length) {
      const inside = open[open.length - 1];
      const next = this.source.indexOf('<', this.#at);
      const end = next < 0 ? this.source.length : next;
      if (end > this.#at) this.#text(inside, end, open.length === 1);
      if (next < 0) break;
      if (this.#skips('<!--', '-->') || this.#skips('<?', '?>')) continue;
      if (this.source.startsWith('<![CDATA[', this.#at)) this.#cdata(inside, open.length === 1);
      else if (this.source.startsWith('<!', this.#at)) throw new FormatError('xml-doctype');
      else if (this.source.startsWith('</', this.#at)) this.#close(open);
      else this.#open(open);
    }
    if (open.length > 1) this.#fail(`<${open[open.length - 1].name}> is not closed`);
    if (top.children.length !== 1) this.#fail('not one root element');
    return top.children[0];
  }

  #text(inside: XmlElement, end: number, outside: boolean): void {
    const raw = this.source.slice(this.#at, end);
    if (outside && raw.trim() !== '') this.#fail('text outside the root element');
    inside.text += this.#decode(raw);
    this.#at = end;
  }

  #cdata(inside: XmlElement, outside: boolean): void {
    const end = this.source.indexOf(']]>', this.#at);
    if (end < 0 || outside) this.#fail('CDATA');
    inside.text += this.source.slice(this.#at + 9, end);
    this.#at = end + 3;
  }

  #open(open: XmlElement[]): void {
    this.#at++;
    const name = this.#match(NAME)?.[0] ?? this.#fail('name of an element');
    const attributes = new Map<string, string>();
    for (let found = this.#match(ATTRIBUTE); found; found = this.#match(ATTRIBUTE)) {
      if (attributes.has(found[1])) this.#fail(`attribute ${found[1]} twice`);
      attributes.set(found[1], this.#decode((found[2] ?? found[3]).replace(/[\t\n]/g, ' ')));
    }
    const end = this.#match(TAG_END) ?? this.#fail(`inside <${name}>`);
    const element: XmlElement = { name, attributes, children: [], text: '' };
    open[open.length - 1].children.push(element);
    if (end[1] === '/') return;
    if (open.length > LIMITS.xmlDepth)
      throw new FormatError('too-many', { what: 'levels', limit: LIMITS.xmlDepth });
    open.push(element);
  }

  #close(open: XmlElement[]): void {
    this.#at += 2;
    const name = this.#match(NAME)?.[0];
    const element = open[open.length - 1];
    if (open.length === 1 || name !== element.name || !this.#match(CLOSE_END))
      this.#fail(`</${name ?? ''}> where </${element.name}> was due`);
    open.pop();
  }

  #decode(raw: string): string {
    if (!raw.includes('&')) return raw;
    return raw.replace(/&([^;&]{0,12};?)/g, (whole, inner: string) => {
      if (!inner.endsWith(';')) return this.#fail('bare &');
      const name = inner.slice(0, -1);
      const known = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
      return known ?? this.#character(name) ?? this.#fail(`entity ${whole}`);
    });
  }

  #character(name: string): string | undefined {
    const number = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name);
    if (!number) return undefined;
    const code = number[1] ? parseInt(number[1], 16) : parseInt(number[2], 10);
    const legal = code >= 0x20 || code === 9 || code === 10 || code === 13;
    if (!legal || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) || (code & 0xfffe) === 0xfffe)
      return undefined;
    return String.fromCodePoint(code);
  }

  #skips(start: string, end: string): boolean {
    if (!this.source.startsWith(start, this.#at)) return false;
    const found = this.source.indexOf(end, this.#at + start.length);
    if (found < 0) this.#fail(`${start} is not closed`);
    this.#at = found + end.length;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.source);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  #fail(problem: string): never {
    const line = this.source.slice(0, this.#at).split('\n').length;
    throw new FormatError('not-xml', { line, problem });
  }
}

/** The first child of that name. */
export const child = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((each) => each.name === name);

export const childrenOf = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((each) => each.name === name);

/** Reads a decimal number and nothing else: no hex, no Infinity, no empty text. */
export function xmlNumber(text: string | undefined, at: string): number {
  const trimmed = text?.trim() ?? '';
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?$/i.test(trimmed) ? Number(trimmed) : NaN;
  if (!Number.isFinite(value)) throw new FormatError('bad-number', { at });
  return value;
}
