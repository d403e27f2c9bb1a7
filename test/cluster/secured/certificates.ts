import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';

/** Of the stores made here, which last as long as a test. */
export const storePassword = 'only-for-this-test';

/** Files of one identity signed by the authority: a key store for Java, PEM for everybody else. */
export interface Identity {
  readonly store: string;
  readonly certificate: string;
  readonly key: string;
}

/** An authority of one's own and identities that it signs, made by the JDK's keytool. */
export class Certificates {
  private readonly directory: string;
  /** The authority's certificate: PEM, and as a trust store for Java. */
  readonly authority: string;
  readonly trustStore: string;

  constructor(directory: string) {
    this.directory = directory;
    this.authority = join(directory, 'authority.pem');
    this.trustStore = join(directory, 'trust.p12');
  }

  async makeAuthority(): Promise<void> {
    mkdirSync(this.directory, { recursive: true });
    const store = this.file('authority.p12');
    await this.generate('authority', ['-ext', 'bc:critical=ca:true']);
    await this.keytool('-exportcert', '-rfc', '-keystore', store, '-alias', 'authority', '-file', this.authority);
    await this.trust(this.trustStore);
  }

  /** An identity for `localhost` and 127.0.0.1, as a server or a client. */
  async make(name: string): Promise<Identity> {
    const [store, certificate, key] = [`${name}.p12`, `${name}.pem`, `${name}.key`].map((file) => this.file(file));
    if (store === undefined || certificate === undefined || key === undefined) throw new Error('no name');
    const request = this.file(`${name}.csr`);
    const names = ['-ext', 'san=dns:localhost,ip:127.0.0.1'];
    await this.generate(name, names);
    await this.keytool('-certreq', '-keystore', store, '-alias', name, '-file', request);
    const signer = ['-keystore', this.file('authority.p12'), '-alias', 'authority'];
    await this.keytool('-gencert', '-rfc', ...signer, ...names, '-infile', request, '-outfile', certificate);
    await this.trust(store);
    await this.keytool('-importcert', '-noprompt', '-keystore', store, '-alias', name, '-file', certificate);
    await execa('java', [join(import.meta.dirname, 'Pem.java'), store, storePassword, name, key]);
    return { store, certificate, key };
  }

  private file(name: string): string {
    return join(this.directory, name);
  }

  private generate(name: string, more: readonly string[]): Promise<void> {
    const key = ['-keyalg', 'EC', '-groupname', 'secp256r1', '-validity', '2', '-dname', `CN=${name}`];
    return this.keytool('-genkeypair', '-keystore', this.file(`${name}.p12`), '-alias', name, ...key, ...more);
  }

  private trust(store: string): Promise<void> {
    return this.keytool('-importcert', '-noprompt', '-keystore', store, '-alias', 'authority', '-file', this.authority);
  }

  private async keytool(command: string, ...args: readonly string[]): Promise<void> {
    await execa('keytool', [command, ...args, '-storetype', 'PKCS12', '-storepass', storePassword]);
  }
}
