import type { Answer, TestApplication } from './application';
import type { Signed } from './people';

export interface ImportBody {
  id: number;
  state: string;
  rowsRead: number;
  outcome: string;
  added: number;
  code: string;
  readAs: { format: string; encoding: string | null; columns: (string | null)[] };
  counts: Record<string, number>;
  problem: { code: string; message: string } | null;
  items: ImportBody[];
}

export interface ImportRowBody {
  line: number;
  fate: string;
  value: string | null;
  periodEnd: string | null;
  problems: { path: string; code: string; message: string }[];
}

/** What somebody does to bring a table in. */
export class Importing {
  constructor(
    private readonly test: TestApplication,
    readonly who: Signed,
  ) {}

  /** Waits until it is worked on no more. */
  async worked(begun: Answer<ImportBody>): Promise<ImportBody> {
    if (begun.status !== 202) throw new Error(JSON.stringify(begun.body));
    for (;;) {
      const { body } = await this.who.get<ImportBody>(`/imports/${begun.body.id}`);
      if (!['reading', 'judging'].includes(body.state)) return body;
      await new Promise((later) => setTimeout(later, 20));
    }
  }

  async paste(text: string): Promise<ImportBody> {
    return this.worked(await this.who.post<ImportBody>('/imports/pasted', { text }));
  }

  async upload(content: Buffer, name = '报表.csv'): Promise<ImportBody> {
    const body = new FormData();
    body.append('file', new Blob([content]), name);
    const response = await fetch(`${this.test.baseUrl}/imports`, {
      method: 'POST',
      headers: this.who.credentials,
      body,
    });
    const { status, headers } = response;
    return this.worked({ status, headers, body: (await response.json()) as ImportBody });
  }

  async rows({ id }: ImportBody): Promise<ImportRowBody[]> {
    return (await this.who.get<{ items: ImportRowBody[] }>(`/imports/${id}/rows?limit=200`)).body.items;
  }

  /** Of each row its line and fate, and the first thing that is said of it. */
  async fates(batch: ImportBody): Promise<string[]> {
    return (await this.rows(batch)).map(({ line, fate, problems: [first] }) =>
      [line, fate, ...(first === undefined ? [] : [first.path, first.code])].join(' '),
    );
  }

  commit({ id, outcome }: ImportBody, reason?: string): Promise<Answer<ImportBody>> {
    const why = reason === undefined ? {} : { reason };
    return this.who.post<ImportBody>(`/imports/${id}/commit`, { outcome, ...why });
  }
}
