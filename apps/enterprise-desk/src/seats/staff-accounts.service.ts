import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { AppError } from '#contracts';
import { SeatsRepository } from './seats.repository';
import type { Staff } from './staff.entity';

const MAX_FAILED_SIGN_INS = 10;
const LOCK_MINUTES = 15;

/** Parameters of OWASP's password storage cheat sheet: argon2id, 19 MiB, 2 passes. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, ARGON2);

/** Local accounts of the staff. */
@Injectable()
export class StaffAccounts {
  private readonly decoy = hashPassword('nobody has this password');

  constructor(private readonly repository: SeatsRepository) {}

  /**
   * Takes as long for an unknown login as for a wrong password.
   * @throws AppError UNAUTHENTICATED, or RATE_LIMITED after too many failures.
   */
  async authenticate(login: string, password: string): Promise<Staff> {
    const staff = await this.repository.findByLogin(login);
    if (staff?.lockedUntil && staff.lockedUntil > new Date()) {
      throw new AppError('RATE_LIMITED', 'Too many failed sign-ins. Try again later.', {
        retryAfterSeconds: Math.ceil((staff.lockedUntil.getTime() - Date.now()) / 1000),
      });
    }
    const matches = await verify(staff?.passwordHash ?? (await this.decoy), password);
    if (staff && matches && !staff.disabledAt) {
      if (staff.failedSignIns > 0) await this.repository.recordSignIn(staff.id);
      return staff;
    }
    if (staff) await this.repository.recordFailedSignIn(staff.id, MAX_FAILED_SIGN_INS, LOCK_MINUTES);
    throw new AppError('UNAUTHENTICATED', 'The login or the password is wrong.');
  }
}
