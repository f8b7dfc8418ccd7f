import type { ConversationView } from '#contracts';
import { v7 as uuid } from 'uuid';
import { Api } from '../client/api';
import { creditCode } from '../client/credit-code';
import { HostApp } from '../client/host-app';
import type { RunningSuite } from '../launcher/suite';
import { Wire } from './wire';

/** One conversation of the bench: both ends connected, served by a seat. */
export interface Room {
  conversationId: string;
  business: Wire;
  seat: Wire;
}

const CONVERSATIONS_PER_SEAT = 50;
const PASSWORD = 'bench-seats-only';

/** Opens `count` conversations, each accepted by a seat, over the public protocol. */
export async function openRooms({ urls, secrets }: RunningSuite, count: number): Promise<Room[]> {
  const [url = ''] = urls;
  const api = new Api(url);
  const admin = api.as((await api.signIn('admin', secrets.demo.password)).token);
  const hostApp = new HostApp(secrets.hostApp);
  const rooms: Room[] = [];
  for (let i = 0; rooms.length < count; i += 1) {
    const login = `bench-${uuid()}`;
    await admin.post('/seats', {
      login,
      password: PASSWORD,
      name: login,
      role: 'seat',
      seatGroups: ['scjg'],
      languages: ['zh'],
      capacity: CONVERSATIONS_PER_SEAT,
    });
    const seat = await Wire.open(url, (await api.signIn(login, PASSWORD)).token);
    for (let n = 0; n < CONVERSATIONS_PER_SEAT && rooms.length < count; n += 1) {
      rooms.push(await openRoom(api, hostApp, seat, rooms.length));
    }
  }
  return rooms;
}

/** The seat stays off duty and takes the conversation from the queue, so that nobody else is offered it. */
async function openRoom(api: Api, hostApp: HostApp, seat: Wire, n: number): Promise<Room> {
  const name = `试验企业${n}`;
  const hostToken = await hostApp.vouchFor({ id: name, name, creditCode: creditCode(n), enterprise: name });
  const business = await Wire.open(api.url, (await api.exchange(hostToken)).token);
  const { id } = await business.request<ConversationView>('open', {
    matterCode: 'SCJG-01',
    idempotencyKey: uuid(),
  });
  await seat.request('accept', { conversationId: id });
  return { conversationId: id, business, seat };
}
