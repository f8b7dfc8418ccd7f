import { OUTBOX_TABLES } from '#outbox';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Desk1700000000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(OUTBOX_TABLES);
    await db.query(`
      CREATE TABLE seat_groups (
        code text PRIMARY KEY,
        name jsonb NOT NULL,
        agencies text[] NOT NULL
      );

      CREATE TABLE staff (
        id uuid PRIMARY KEY,
        login text NOT NULL UNIQUE,
        password_hash text NOT NULL,
        name text NOT NULL,
        role text NOT NULL,
        agency_code text,
        seat_groups text[] NOT NULL,
        languages text[] NOT NULL,
        capacity integer NOT NULL,
        state text NOT NULL DEFAULT 'off-duty',
        state_since timestamptz NOT NULL DEFAULT now(),
        idle_since timestamptz NOT NULL DEFAULT now(),
        connected boolean NOT NULL DEFAULT false,
        failed_sign_ins integer NOT NULL DEFAULT 0,
        locked_until timestamptz,
        disabled_at timestamptz
      );
      CREATE INDEX staff_available ON staff (id) WHERE state = 'on-duty' AND connected;

      CREATE TABLE seat_leases (
        connection_id text PRIMARY KEY,
        staff_id uuid NOT NULL,
        lease_until timestamptz NOT NULL
      );
      CREATE INDEX seat_leases_staff ON seat_leases (staff_id);

      CREATE TABLE enterprises (
        id uuid PRIMARY KEY,
        credit_code text NOT NULL UNIQUE,
        name text NOT NULL
      );

      CREATE TABLE representatives (
        id uuid PRIMARY KEY,
        enterprise_id uuid NOT NULL,
        issuer text NOT NULL,
        subject text NOT NULL,
        name_encrypted text NOT NULL,
        phone_encrypted text,
        UNIQUE (issuer, subject, enterprise_id)
      );

      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        party_id uuid NOT NULL,
        role text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE INDEX sessions_ended ON sessions (expires_at) WHERE ended_at IS NOT NULL;

      CREATE TABLE conversations (
        id uuid PRIMARY KEY,
        idempotency_key text NOT NULL,
        revision integer NOT NULL DEFAULT 1,
        status text NOT NULL,
        matter_code text NOT NULL,
        seat_group text NOT NULL,
        language text NOT NULL,
        enterprise_id uuid NOT NULL,
        enterprise_name text NOT NULL,
        representative_id uuid NOT NULL,
        seat_id uuid,
        preferred_seat_id uuid,
        last_sequence integer NOT NULL DEFAULT 0,
        opened_at timestamptz NOT NULL,
        queued_at timestamptz,
        queue_rank integer NOT NULL DEFAULT 0,
        accepted_at timestamptz,
        first_reply_due_at timestamptz,
        first_replied_at timestamptz,
        first_reply_warned_at timestamptz,
        first_reply_breached_at timestamptz,
        ended_at timestamptz,
        solved boolean,
        satisfaction integer,
        rating_comment text,
        UNIQUE (representative_id, idempotency_key)
      ) WITH (fillfactor = 80);
      CREATE INDEX conversations_queue ON conversations (seat_group, queue_rank, queued_at, id) WHERE status = 'waiting';
      CREATE INDEX conversations_seat_active ON conversations (seat_id) WHERE status = 'active';
      CREATE INDEX conversations_group_active ON conversations (seat_group) WHERE status = 'active';
      CREATE INDEX conversations_enterprise ON conversations (enterprise_id, accepted_at DESC);
      CREATE INDEX conversations_of_enterprise ON conversations (enterprise_id, opened_at DESC, id DESC);
      CREATE INDEX conversations_of_seat ON conversations (seat_id, opened_at DESC, id DESC);
      CREATE INDEX conversations_group_opened ON conversations (seat_group, opened_at DESC, id DESC);
      CREATE INDEX conversations_status_opened ON conversations (status, opened_at DESC, id DESC);
      CREATE INDEX conversations_opened ON conversations (opened_at DESC, id DESC);
      CREATE INDEX conversations_representative_open ON conversations (representative_id)
        WHERE status IN ('waiting', 'active', 'deferred');
      CREATE INDEX conversations_handled ON conversations (seat_group, ended_at DESC)
        WHERE status = 'resolved' AND accepted_at IS NOT NULL;

      CREATE TABLE participants (
        conversation_id uuid NOT NULL,
        party_id uuid NOT NULL,
        kind text NOT NULL,
        name text NOT NULL,
        invited_at timestamptz,
        joined_at timestamptz,
        left_at timestamptz,
        delivered integer NOT NULL DEFAULT 0,
        read integer NOT NULL DEFAULT 0,
        PRIMARY KEY (conversation_id, party_id)
      ) WITH (fillfactor = 80);
      CREATE INDEX participants_guests ON participants (party_id) WHERE left_at IS NULL AND kind IN ('guest', 'observer');
      CREATE INDEX participants_invited ON participants (invited_at) WHERE invited_at IS NOT NULL;

      CREATE TABLE entries (
        conversation_id uuid NOT NULL,
        sequence integer NOT NULL,
        kind text NOT NULL,
        at timestamptz NOT NULL,
        sender_kind text NOT NULL,
        sender_id uuid,
        sender_name text,
        client_message_id text,
        text text,
        card jsonb,
        target integer,
        system jsonb,
        withdrawn_at timestamptz,
        PRIMARY KEY (conversation_id, sequence)
      );
      CREATE UNIQUE INDEX entries_client_message ON entries (conversation_id, sender_id, client_message_id)
        WHERE client_message_id IS NOT NULL;

      CREATE TABLE offers (
        id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL,
        staff_id uuid NOT NULL,
        status text NOT NULL,
        reasons text[] NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE UNIQUE INDEX offers_one_pending ON offers (conversation_id) WHERE status = 'pending';
      CREATE INDEX offers_pending_of_staff ON offers (staff_id) WHERE status = 'pending';
      CREATE INDEX offers_of_conversation ON offers (conversation_id);
      CREATE INDEX offers_missed ON offers (staff_id, ended_at) WHERE status IN ('expired', 'declined');

      CREATE TABLE routing_decisions (
        id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL,
        at timestamptz NOT NULL,
        outcome text NOT NULL,
        seat_id uuid,
        reasons text[] NOT NULL,
        candidates jsonb NOT NULL
      );
      CREATE INDEX routing_decisions_conversation ON routing_decisions (conversation_id, id);

      CREATE TABLE deferred_requests (
        id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL,
        kind text NOT NULL,
        matter_code text NOT NULL,
        enterprise_name text NOT NULL,
        phone_encrypted text,
        suits text,
        contact_due_at timestamptz NOT NULL,
        contact_due_provisional boolean NOT NULL,
        created_at timestamptz NOT NULL,
        taken_at timestamptz,
        UNIQUE (conversation_id)
      );
      CREATE INDEX deferred_requests_created ON deferred_requests (created_at DESC, id DESC);

      CREATE TABLE timers (
        kind text NOT NULL,
        key text NOT NULL,
        fire_at timestamptz NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        PRIMARY KEY (kind, key)
      );
      CREATE INDEX timers_due ON timers (fire_at);

      CREATE TABLE service_hours (
        id integer PRIMARY KEY CHECK (id = 1),
        days text NOT NULL,
        periods jsonb NOT NULL
      );
      INSERT INTO service_hours VALUES (1, 'workdays', '[{"from":"09:00","to":"12:00"},{"from":"13:30","to":"17:30"}]');
    `);
  }

  async down(): Promise<void> {
    throw new Error('The first migration is not undone: drop the schema instead.');
  }
}
