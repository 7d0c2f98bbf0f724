/** One life of one replica of a role. A restart gives the next incarnation, counted from 1. */
export interface ReplicaId {
  readonly role: string;
  readonly index: number;
  readonly incarnation: number;
}

/** Whether both are the same replica, whichever of its lives. */
export const isSameReplica = (a: ReplicaId, b: ReplicaId): boolean => a.role === b.role && a.index === b.index;

/** `worker 1` for people; `worker 1#2` from its second life on. */
export const nameOfReplica = ({ role, index, incarnation }: ReplicaId): string =>
  `${role} ${index}${incarnation > 1 ? `#${incarnation}` : ""}`;

/** Whether both are the same life of the same replica. */
export const isSameLife = (a: ReplicaId, b: ReplicaId): boolean =>
  isSameReplica(a, b) && a.incarnation === b.incarnation;
