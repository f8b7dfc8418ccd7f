import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  type ActOnOrder,
  type AppError,
  type CreateWorkOrder,
  type EventEnvelope,
  type Identity,
  type OrderAction,
  type OrderHistoryEntry,
  type WorkOrderCreated,
  type WorkOrderView,
} from '#contracts';
import { DatabaseModule } from '#database';
import { Bus, EventStream, SessionVerifier } from '#messaging';
import { Logger, Registry } from '#observability';
import { OutboxModule } from '#outbox';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { entities } from '../../apps/enterprise-desk/src/database/entities';
import { DeskEnv } from '../../apps/enterprise-desk/src/desk.env';
import { DeskModule } from '../../apps/enterprise-desk/src/desk.module';
import { MattersService } from '../../apps/enterprise-desk/src/matters/matters.service';
import { SettingsModule } from '../../apps/enterprise-desk/src/settings.module';
import { actorOf, THE_DESK } from '../../apps/enterprise-desk/src/work-orders/order-actor';
import { OrderCreationService } from '../../apps/enterprise-desk/src/work-orders/order-creation.service';
import { WorkOrdersService } from '../../apps/enterprise-desk/src/work-orders/work-orders.service';
import { aCatalogue, aGuide } from './catalogue';
import { createTestDatabase, type TestDatabase } from './database';

const person = (role: Identity['role'], name: string, more: Partial<Identity> = {}): Identity => ({
  partyId: uuidv7(),
  sessionId: uuidv7(),
  role,
  name,
  expiresAt: 4_000_000_000,
  ...more,
});

/** Everybody who has to do with orders. */
export const CAST = {
  seat: person('seat', '陈静'),
  other: person('seat', '周明'),
  lead: person('lead', '唐燕'),
  supervisor: person('supervisor', '宋杰'),
  scjg: person('agency', '市监办理员', { agencyCode: 'SCJG' }),
  gjj: person('agency', '公积金办理员', { agencyCode: 'GJJ' }),
  zxqy: person('agency', '中小企业办理员', { agencyCode: 'ZXQY' }),
  business: person('business', '张**', { enterpriseId: uuidv7() }),
};
export type Who = keyof typeof CAST | 'desk';

export const GROUNDS = [
  { kind: 'law' as const, title: '市场主体登记管理条例', reference: '国务院令第746号' },
];

/** What an action needs at the least, besides the order. */
export const MINIMUM: Partial<Record<OrderAction, Partial<ActOnOrder>>> = {
  decline: { reason: 'outside-government' },
  withdraw: { text: '企业表示已解决' },
  'add-co-handler': { agencyCode: 'ZXQY' },
  'relieve-co-handler': { agencyCode: 'ZXQY', text: '逾期未答复，由主办单位一并答复' },
  suspend: { text: '等待企业补充材料' },
  'accept-return': { agencyCode: 'GJJ' },
  'refuse-return': { text: '属于贵单位职责' },
  reassign: { agencyCode: 'GJJ', text: '职责调整' },
  rule: { agencyCode: 'SCJG', text: '由市场监管局办理', grounds: GROUNDS },
  'refuse-extension': { text: '理由不充分' },
  'refuse-reply': { text: '没有回答问题' },
  redo: { text: '企业表示未解决' },
  remark: { text: '备注' },
  withhold: { staffIds: [uuidv7()], text: '不再参与' },
  conceal: { text: '涉及商业秘密' },
  reveal: { text: '已不涉密' },
  classify: { classification: 'T10102', text: '更正分类' },
  split: { parts: [1, 2].map((n) => ({ title: `第${n}项`, description: `第${n}项诉求` })) },
  return: { reason: 'not-our-duty' },
  object: { text: '不属于本单位职责' },
  'state-position': { text: '应由其他单位办理' },
  'first-contact': { text: '已电话联系企业' },
  'request-extension': { workdays: 5, text: '需要现场核查' },
  note: { text: '正在核查' },
  reply: { text: '可以办理，见附件', grounds: GROUNDS, head: '李局长' },
};

/** Nothing is listening: what is told live is lost, as it may be, and events stay in the outbox. */
const WITHOUT_NATS = {
  stream: {
    connections: 1,
    ensure: () => Promise.resolve(0),
    replicate: () => Promise.resolve(),
    publish: (_event: EventEnvelope) => Promise.reject(new Error('There is no NATS here.')),
  },
  log: { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined },
};

/** Desks on the same database read what each other has encrypted. */
const PERSONAL_DATA_KEY = randomBytes(32).toString('base64');

function settings(): DeskEnv {
  const env = new DeskEnv();
  const { privateKey } = generateKeyPairSync('ed25519');
  env.SESSION_PRIVATE_KEY = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  env.PERSONAL_DATA_KEY = PERSONAL_DATA_KEY;
  env.HOST_APPS = [];
  return env;
}

@Module({})
class Surroundings {
  static on({ url }: TestDatabase, ask: Ask): DynamicModule {
    const providers = [
      { provide: Bus, useValue: { publish: () => undefined, request: ask } },
      { provide: Logger, useValue: WITHOUT_NATS.log },
      { provide: Registry, useValue: new Registry() },
      { provide: SessionVerifier, useValue: { end: () => undefined } },
    ];
    return {
      module: Surroundings,
      global: true,
      imports: [
        DeskModule,
        SettingsModule.with(settings()),
        OutboxModule.to(WITHOUT_NATS.stream as unknown as EventStream),
        DatabaseModule.forService({ url, schema: 'desk', entities }),
      ],
      providers,
      exports: providers.map(({ provide }) => provide),
    };
  }
}

/** What other services answer, by subject and request. */
type Ask = (subject: string, request: object) => Promise<object>;

const nobody: Ask = () => Promise.reject(new Error('There is no NATS here.'));

const start = (database: TestDatabase, ask = nobody): Promise<INestApplicationContext> =>
  NestFactory.createApplicationContext(Surroundings.on(database, ask), {
    logger: false,
    abortOnError: false,
  });

/** The whole desk on a database of its own, without NATS, with a matter of each of three agencies. */
export class OrderDesk {
  private constructor(
    readonly app: INestApplicationContext,
    readonly database: TestDatabase,
  ) {}

  static async open(ask?: Ask): Promise<OrderDesk> {
    const database = await createTestDatabase('desk');
    const app = await start(database, ask);
    await app.get(MattersService).import(
      ['SCJG', 'GJJ', 'ZXQY'].map((code) => aCatalogue(code, [aGuide(`${code}-01`)])),
      false,
    );
    return new OrderDesk(app, database);
  }

  /** A second desk on the same database. */
  static async beside({ database }: OrderDesk): Promise<OrderDesk> {
    return new OrderDesk(await start(database), database);
  }

  async closeBeside(): Promise<void> {
    await this.app.close();
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  get orders(): WorkOrdersService {
    return this.app.get(WorkOrdersService);
  }

  create(over: Partial<CreateWorkOrder> = {}, who: Identity = CAST.seat): Promise<WorkOrderCreated> {
    return this.app.get(OrderCreationService).create(who, {
      idempotencyKey: uuidv7(),
      kind: 'help',
      matterCode: 'SCJG-01',
      title: '名称申报未通过',
      description: '系统提示名称近似，企业认为不近似，请核实。',
      enterpriseName: '测试企业有限公司',
      phone: '13800138000',
      ...over,
    });
  }

  /** The first page, and a long one, of what was done with it. */
  async history(id: string, who = THE_DESK): Promise<OrderHistoryEntry[]> {
    return (await this.orders.history(who, { orderId: id, limit: 200 })).items;
  }

  /** One action on the order as it is now, with the least that it needs. */
  async act(
    who: Who,
    { id }: { id: string },
    action: OrderAction,
    over: Partial<ActOnOrder> = {},
  ): Promise<WorkOrderView> {
    const actor = who === 'desk' ? THE_DESK : actorOf(CAST[who]);
    const { version } = await this.orders.get(THE_DESK, id);
    const request = { orderId: id, action, version, idempotencyKey: uuidv7(), ...MINIMUM[action], ...over };
    return this.orders.act(actor, request);
  }

  /** Several, one after the other, such as `seat dispatch`. */
  async run(order: { id: string }, ...steps: `${Who} ${OrderAction}`[]): Promise<WorkOrderView> {
    for (const step of steps) {
      const [who, action] = step.split(' ') as [Who, OrderAction];
      await this.act(who, order, action);
    }
    return this.orders.get(THE_DESK, order.id);
  }

  /** One that the agency works on. */
  async inProgress(over: Partial<CreateWorkOrder> = {}): Promise<WorkOrderView> {
    return this.run(await this.create(over), 'seat dispatch', 'scjg sign', 'scjg first-contact');
  }

  query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return this.app.get(DataSource).query(text, values);
  }
}

export const refused = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => Promise.reject(new Error('It was not refused.')),
    (error: AppError) => error,
  );
