import type { SeatGroupList, SessionGrant } from '#contracts';
import type { Api } from '../client/api';
import { chooseSeats, type StaffMember } from './city';
import { Expert } from './expert';
import { DemoError } from './requests';
import { Seat } from './seat';
import type { Stage } from './stage';

/** The staff of the demo, signed in. */
export class Cast {
  private constructor(
    readonly seats: readonly Seat[],
    private readonly experts: readonly Expert[],
  ) {}

  /** Puts the seats on duty and the experts on call. */
  static async assemble(stage: Stage, desk: Desk): Promise<Cast> {
    const experts = await Promise.all(
      desk.experts.map(({ member, grant }) => Expert.standBy(stage, member, grant.token)),
    );
    const colleagues = {
      experts: new Map(desk.experts.map(({ member, grant }) => [member.agencyCode ?? '', grant.partyId])),
      seatGroups: [...new Set(desk.seats.flatMap(({ member }) => member.seatGroups))],
    };
    const seats = await Promise.all(
      desk.seats.map(({ member, grant }) => Seat.comeOnDuty(stage, member, colleagues, grant.token)),
    );
    return new Cast(seats, experts);
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.seats.map((seat) => seat.goOffDuty()));
    for (const expert of this.experts) expert.leave();
  }
}

interface SignedIn {
  member: StaffMember;
  grant: SessionGrant;
}

/** Who of the city's staff takes part, and what they can serve. */
export class Desk {
  private constructor(
    readonly seats: readonly SignedIn[],
    readonly experts: readonly SignedIn[],
    /** Sees every conversation. */
    readonly overseer: Api,
    /** Reviews what agencies do. */
    readonly lead: Api,
    /** Writes articles. */
    readonly editor: Api,
    /** Approves them. */
    readonly reviewer: Api,
    private readonly served: ReadonlySet<string>,
  ) {}

  static async signIn(
    api: Api,
    staff: readonly StaffMember[],
    seats: number,
    password: string,
  ): Promise<Desk> {
    const signIn = async (member: StaffMember): Promise<SignedIn> => ({
      member,
      grant: await api.signIn(member.login, password),
    });
    const supervisor = staff.find(({ role }) => role === 'supervisor');
    if (!supervisor)
      throw new DemoError('The demo city has no supervisor, who must read the conversations back.');
    const lead = staff.find(({ role }) => role === 'lead');
    if (!lead) throw new DemoError('The demo city has no lead, who reviews what agencies do.');
    const editor = staff.find(({ role }) => role === 'editor');
    const reviewer = staff.find(({ role }) => role === 'reviewer');
    if (!editor || !reviewer)
      throw new DemoError('The demo city has nobody who writes and approves articles.');
    const { grant } = await signIn(supervisor);
    const chosen = await Promise.all(chooseSeats(staff, seats).map(signIn));
    const experts = await Promise.all(staff.filter(({ role }) => role === 'expert').map(signIn));
    const overseer = api.as(grant.token);
    const { seatGroups } = await overseer.get<SeatGroupList>('/seat-groups');
    const served = chosen.flatMap(({ member }) =>
      seatGroups
        .filter(({ code }) => member.seatGroups.includes(code))
        .flatMap(({ agencies }) =>
          agencies.flatMap((agency) => member.languages.map((tag) => `${agency} ${tag}`)),
        ),
    );
    const chief = api.as((await signIn(lead)).grant.token);
    const author = api.as((await signIn(editor)).grant.token);
    const approver = api.as((await signIn(reviewer)).grant.token);
    return new Desk(chosen, experts, overseer, chief, author, approver, new Set(served));
  }

  /** Whether a seat on duty serves the agency's matters in the language. */
  serves(agencyCode: string, language: string): boolean {
    return this.served.has(`${agencyCode} ${language}`);
  }
}
