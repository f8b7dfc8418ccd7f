import type { Api } from '../../client/api';
import type { Closing } from '../closing';
import { DemoError } from '../requests';
import type { Setting } from '../setting';
import type { Theatre } from '../theatre';
import { PortalSide } from './portal-side';
import { PullSide } from './pull-side';
import { PushSide } from './push-side';

/** The three partner agencies on their side, each by its kind of adapter; they leave when the demo ends. */
export async function openSides(
  { agencySystemUrl, secrets }: Setting,
  { stage }: Theatre,
  closing: Closing,
): Promise<readonly [PushSide, PullSide, PortalSide]> {
  if (!agencySystemUrl)
    throw new DemoError('Where does the reference system of SCJG listen? Say it with --agency-system <url>.');
  const as = async (login: string): Promise<Api> =>
    stage.api.as((await stage.api.signIn(login, secrets.demo.password)).token);
  const push = new PushSide('SCJG', agencySystemUrl, await as('scjg.office'));
  await push.isDown();
  closing.add(() => push.leave());
  const pull = await PullSide.start('GJJ', await as('admin'));
  closing.add(() => pull.leave());
  const portal = new PortalSide('ZXQY', await as('zxqy.office'));
  closing.add(() => portal.leave());
  return [push, pull, portal];
}
