import { readTree } from './read-tree';

const HEAD =
  'node_id,level_1_code,level_1_name,level_2_code,level_2_name,level_3_code,level_3_name,remark,page';
const read = (...rows: string[]) => readTree([HEAD, ...rows].join('\n'));

it('reads leaves and what they hang on, each node once', () => {
  const { nodes, problems } = read(
    'x,01,经济,0101,市场主体,010101,登记注册,"设立、变更",8',
    'x,01,经济,0101,市场主体,010102,名称争议,,8',
  );
  expect(problems).toEqual([]);
  expect(nodes).toEqual([
    { code: '01', level: 1, parentCode: null, name: '经济', remark: '' },
    { code: '0101', level: 2, parentCode: '01', name: '市场主体', remark: '' },
    { code: '010101', level: 3, parentCode: '0101', name: '登记注册', remark: '设立、变更' },
    { code: '010102', level: 3, parentCode: '0101', name: '名称争议', remark: '' },
  ]);
});

it.each([
  ['a leaf twice', ['x,01,a,0101,b,010101,c,,1', 'x,01,a,0101,b,010101,c,,1'], 3, '010101 is there twice'],
  [
    'a branch with two names',
    ['x,01,a,0101,b,010101,c,,1', 'x,01,A,0101,b,010102,c,,1'],
    3,
    '01 is "a" further up',
  ],
  [
    'a branch in two places',
    ['x,01,a,0101,b,010101,c,,1', 'x,02,d,0101,b,010102,c,,1'],
    3,
    '0101 stands in two',
  ],
  ['no name', ['x,01,a,0101,,010101,c,,1'], 2, '0101 has no name'],
  ['no code', ['x,01,a,0101,b,,c,,1'], 2, '"" is not a code'],
  ['a row that is too short', ['x,01'], 2, 'is not CSV'],
  ['nothing', [], 1, 'no rows'],
])('says where it is wrong: %s', (_, rows, row, problem) => {
  expect(read(...rows).problems).toEqual([{ row, problem: expect.stringContaining(problem) as string }]);
});

it('names the columns that are missing', () => {
  expect(readTree('level_1_code,level_1_name\n01,a').problems).toEqual([
    { row: 1, problem: 'columns are missing: level_2_code, level_2_name, level_3_code, level_3_name' },
  ]);
});
