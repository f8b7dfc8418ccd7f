import type { Calendar } from '../clocks/calendar';
import {
  addWorkingTime,
  workingMinutesBetween,
  type WorkingHours,
  type WorkingTime,
} from '../clocks/working-time';

/** What has happened to a clock since it started, in order; times in ISO 8601. */
export type ClockStep =
  { type: 'pause' | 'resume'; at: string } | { type: 'extend'; at: string; workdays: number };

/** Everything that its times follow from, besides calendar and hours. */
export interface ClockCourse {
  readonly startedAt: Date;
  readonly amount: WorkingTime;
  readonly steps: readonly ClockStep[];
}

export interface ClockTimes {
  dueAt: Date;
  /** As it was when the clock was first extended. */
  firstDueAt: Date | null;
  /** A day that counts lies in a year whose calendar is not published. */
  provisional: boolean;
  /** When the share of its working time that warns has passed. */
  yellowAt: Date;
  /** Since when it has been standing still. */
  pausedAt: Date | null;
}

interface Pause {
  from: Date;
  minutes: number;
}

/**
 * The times of a clock, from its course alone: the same course under a newer calendar gives the newer times. A pause
 * moves what lies after its beginning by the working time that passed in it; a breach stays a breach.
 *
 * @throws RangeError when a time lies more than ten years ahead
 */
export function clockTimes(
  calendar: Calendar,
  hours: WorkingHours,
  { startedAt, amount, steps }: ClockCourse,
  yellowPercent: number,
): ClockTimes {
  let due = addWorkingTime(calendar, hours, startedAt, amount);
  let firstDueAt: Date | null = null;
  let pausedAt: Date | null = null;
  const pauses: Pause[] = [];
  const move = (time: WorkingTime): void => {
    const moved = addWorkingTime(calendar, hours, due.at, time);
    due = { at: moved.at, provisional: due.provisional || moved.provisional };
  };
  for (const step of steps) {
    const at = new Date(step.at);
    if (step.type === 'extend') {
      firstDueAt ??= due.at;
      move({ workdays: step.workdays });
    } else if (step.type === 'pause') {
      pausedAt ??= at;
    } else if (pausedAt) {
      const minutes = workingMinutesBetween(calendar, hours, pausedAt, at);
      if (pausedAt < due.at) move({ workingMinutes: minutes });
      pauses.push({ from: pausedAt, minutes });
      pausedAt = null;
    }
  }
  const stood = pauses.reduce((sum, { from, minutes }) => (from < due.at ? sum + minutes : sum), 0);
  const running = Math.max(0, workingMinutesBetween(calendar, hours, startedAt, due.at) - stood);
  return {
    dueAt: due.at,
    firstDueAt,
    provisional: due.provisional,
    yellowAt: momentAfter(calendar, hours, startedAt, (running * yellowPercent) / 100, pauses),
    pausedAt,
  };
}

/** When `minutes` of working time have passed since `from`, pauses not counted. */
function momentAfter(
  calendar: Calendar,
  hours: WorkingHours,
  from: Date,
  minutes: number,
  pauses: readonly Pause[],
): Date {
  const add = (start: Date, workingMinutes: number): Date =>
    addWorkingTime(calendar, hours, start, { workingMinutes }).at;
  return pauses.reduce(
    (moment, pause) => (pause.from < moment ? add(moment, pause.minutes) : moment),
    add(from, minutes),
  );
}
