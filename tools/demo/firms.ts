import type { Representative } from '../client/host-app';
import { creditCode } from '../client/credit-code';

const BRANDS =
  '青禾 远舟 明栎 拾光 谷雨 木棉 云杉 半亩 海屿 北塔 知微 松间 锦程 白鹭 朝野 石榴 星桥 南陌 小满 归燕'.split(
    ' ',
  );
const TRADES =
  '食品 精密机械 软件科技 餐饮管理 医疗器械 商贸 物流 文化传媒 建材 环保科技 服饰 电子 咨询服务'.split(' ');
const SURNAMES = '赵钱孙李王冯褚卫蒋沈韩杨秦许何吕施张孔曹严华金魏陶姜';
const GIVEN = '佳宁 一帆 思远 雨桐 建国 晓东 文静 子昂 丽华 俊杰 海燕 志强 若溪 明轩 秀英 天宇 诗涵'.split(
  ' ',
);

const pick = <T>(items: ArrayLike<T>, index: number): T | undefined => items[index % items.length];

/** A firm of the made-up city of 云江 and who acts for it; the same number, the same firm. */
export function firm(number: number): Representative {
  const enterprise = `云江市${pick(BRANDS, number * 7)}${pick(TRADES, number)}有限公司`;
  return {
    id: `demo-representative-${number}`,
    name: `${pick(SURNAMES, number * 5)}${pick(GIVEN, number * 3)}`,
    creditCode: creditCode(`demo-firm-${number}`),
    enterprise,
    phone: `1380000${String(number % 10_000).padStart(4, '0')}`,
  };
}
