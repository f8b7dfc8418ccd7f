import { emergenciesIn } from './emergencies';

it.each([
  ['厂房着火了，请求帮助', ['119']],
  ['有人持刀闹事，还打伤了人', ['110']],
  ['员工晕倒，没有呼吸', ['120']],
  ['门口发生车祸，司机昏迷', ['120', '122']],
  ['我想打110报警', ['110']],
  ['电话 13811012000，想咨询公积金', []],
  ['名称申报未通过', []],
])('%s → %j', (text, numbers) => {
  expect(emergenciesIn(text).map(({ number }) => number)).toEqual(numbers);
});
