import { TestApplication } from '../support/application';
import type { Signed } from '../support/people';

interface List {
  items: { code: string }[];
}

describe('a programme', () => {
  let test: TestApplication;

  beforeAll(async () => {
    test = await TestApplication.withCatalog();
  });

  afterAll(() => test.stop());

  const everything = [true, 200, 200, 200];
  const nothing = [false, 404, 404, 404];
  const seen = async (who: Signed, code: string): Promise<unknown[]> => {
    const { body } = await who.get<List>('/programmes?limit=200');
    const paths = [`/programmes/${code}`, `/progress/${code}`, `/commitments/${code}/closings`];
    const statuses = await Promise.all(paths.map(async (path) => (await who.get(path)).status));
    return [body.items.some((one) => one.code === code), ...statuses];
  };

  it.each([
    ['P1, of its department', 'P1', 'gov-xifeng', undefined, everything],
    ['P1, limited to the area that answers for it', 'P1', 'gov-xifeng', '621002', everything],
    ['P1, limited to the area above', 'P1', 'gov-xifeng', '621000', everything],
    ['P1, limited to another area', 'P1', 'gov-xifeng', '621021', nothing],
    ['P3, which no area answers for, of its department', 'P3', 'gov-qingyang', undefined, everything],
    ['P3, through its goals', 'P3', 'gov-qingyang', '621000', everything],
    ['P3, limited to an area where none of its goals is', 'P3', 'gov-qingyang', '621002', nothing],
    ['P1, of another department', 'P1', 'gov-huan', undefined, nothing],
  ])('%s', async (_what, code, department, area, expected) => {
    const limits = area === undefined ? { department } : { department, area };
    expect(await seen(await test.somebody('official', limits), code)).toEqual(expected);
  });
});
