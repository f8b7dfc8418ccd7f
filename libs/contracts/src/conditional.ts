import { ValidateBy, ValidateIf } from 'class-validator';

export const ONLY_IF = 'onlyIf';

type Condition<T> = (object: T) => boolean;

/** Required where the condition holds; elsewhere checked if it is given. */
export const NeededIf = <T extends object>(condition: Condition<T>): PropertyDecorator =>
  ValidateIf((object: T, value: unknown) => condition(object) || value !== undefined);

/** Required where the condition holds, refused elsewhere. */
export function OnlyIf<T extends object>(condition: Condition<T>): PropertyDecorator {
  const isNeeded = NeededIf(condition);
  const isOfPlace = ValidateBy({
    name: ONLY_IF,
    validator: {
      validate: (_value, args) => condition(args?.object as T),
      defaultMessage: () => '$property does not belong here',
    },
  });
  return (target, property) => {
    isNeeded(target, property);
    isOfPlace(target, property);
  };
}
