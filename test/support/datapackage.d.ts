declare module 'datapackage' {
  interface Resource {
    readonly name: string;
    readonly schema: { readonly errors: readonly Error[] };
    /** The rows by their columns, each cell cast by its type; throws where one does not keep to the schema. */
    read(options: { readonly keyed: true }): Promise<Record<string, unknown>[]>;
  }

  /** As much of it as the tests use; the package brings no types. */
  export class Package {
    static load(descriptor: object, options: { readonly basePath: string }): Promise<Package>;
    readonly valid: boolean;
    readonly errors: readonly Error[];
    readonly resources: readonly Resource[];
    getResource(name: string): Resource;
  }
}
