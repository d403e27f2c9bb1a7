import kafkajs, { type Admin } from 'kafkajs';
import { groupOf } from '../spec.ts';
import type { Share } from './division.ts';
import { sharesOf } from './instances.ts';

const { MemberAssignment } = kafkajs.AssignerProtocol;

/**
 * The running instances of the recommender `name` and what each does, as its consumer group has it; none between two
 * divisions.
 */
export async function findInstances(admin: Admin, name: string): Promise<readonly Share[]> {
  const { groups } = await admin.describeGroups([groupOf(name)]);
  for (const { memberAssignment } of groups.flatMap(({ members }) => members)) {
    const data = memberAssignment.length === 0 ? undefined : MemberAssignment.decode(memberAssignment)?.userData;
    const shares = data === undefined ? [] : sharesOf(data);
    if (shares.length > 0) return shares;
  }
  return [];
}
