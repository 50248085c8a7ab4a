import type { Attribute } from './tags.ts';

/** An element as it was written, with what stands in it. */
export interface TreeElement {
  readonly name: string;
  readonly attributes: Attribute[];
  children: TreeNode[];
  /** Of a table: what was written between its cells, which stands before it. */
  before?: TreeNode[];
}

export type TreeNode = TreeElement | string;

export function element(name: string, attributes: Attribute[] = [], children: TreeNode[] = []): TreeElement {
  return { name, attributes, children };
}

/** Whether nothing but an element or space stands there. */
export function isBlank(node: TreeNode): boolean {
  return typeof node === 'string' && node.trim() === '';
}
