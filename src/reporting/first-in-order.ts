/** Keeps the first `most` of what comes by, in the order of their keys, without holding the rest. */
export class FirstInOrder<Item> {
  private kept: Item[] = [];

  constructor(
    private readonly most: number,
    private readonly keyOf: (item: Item) => string,
  ) {}

  add(item: Item): void {
    this.kept.push(item);
    if (this.kept.length >= 8 * this.most) this.kept = this.inOrder();
  }

  inOrder(): Item[] {
    const { keyOf } = this;
    return this.kept.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).slice(0, this.most);
  }
}
