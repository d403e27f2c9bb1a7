/** The NameNodes of one HDFS by their WebHDFS addresses, and the one that was active when last asked. */
export class NameNodes {
  private readonly all: readonly URL[];
  private index = 0;

  /** At least one address. */
  constructor(addresses: readonly string[]) {
    this.all = addresses.map((address) => new URL(address));
  }

  get active(): URL {
    const url = this.all[this.index];
    if (url === undefined) throw new Error('HDFS has no NameNode');
    return url;
  }

  get count(): number {
    return this.all.length;
  }

  get hosts(): readonly string[] {
    return this.all.map(({ host }) => host);
  }

  isOneOfSeveral({ host }: URL): boolean {
    return this.count > 1 && this.hosts.includes(host);
  }

  /** Turns to the next one, unless somebody else has turned away from `url` meanwhile. */
  turnFrom(url: URL): void {
    if (url.host === this.active.host) this.index = (this.index + 1) % this.all.length;
  }
}
