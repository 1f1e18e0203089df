import { create } from 'xmlbuilder2';
import type { XmlElement } from './structure';

interface Node {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: Iterable<Node>;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
}

const [ELEMENT, TEXT] = [1, 3];

/** A document as elements in their order. Throws for what is not well-formed. */
export const readXml = (text: string): XmlElement => elementOf(create(text).root().node as unknown as Node);

function elementOf(node: Node): XmlElement {
  const inside = [...node.childNodes];
  return {
    name: node.nodeName,
    attributes: Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])),
    children: inside.filter(({ nodeType }) => nodeType === ELEMENT).map(elementOf),
    text: inside.map(({ nodeType, nodeValue }) => (nodeType === TEXT ? (nodeValue ?? '') : '')).join(''),
  };
}
