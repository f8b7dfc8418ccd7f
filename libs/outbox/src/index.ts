export * from './event-streams';
export * from './forgetting';
export * from './inbox';
export * from './inbox.module';
export * from './outbox';
export * from './outbox-relay';
export * from './outbox.module';
export * from './tables';
