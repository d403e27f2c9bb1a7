import { UsageError } from '../base/errors.ts';
import { meant } from '../language/diagnostic.ts';
import { validator } from '../language/validator.ts';

/** A service of the Compose file; without profiles it is always there. */
export interface ComposeService {
  readonly profiles?: readonly string[];
}

/** One container, as `docker compose ps` tells of it. */
export interface Container {
  readonly Name: string;
  readonly Service: string;
  readonly State: string;
  /** `healthy`, `unhealthy`, `starting`; empty without a check. */
  readonly Health: string;
  readonly ExitCode: number;
  /** Such as `Up 2 minutes (healthy)`. */
  readonly Status: string;
  readonly Publishers: readonly { readonly PublishedPort: number }[] | null;
}

export const configCheck = validator<{ services: Record<string, ComposeService> }>({
  type: 'object',
  required: ['services'],
  properties: {
    services: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        properties: { profiles: { type: 'array', items: { type: 'string' } } },
      },
    },
  },
});

export const containerCheck = validator<Container>({
  type: 'object',
  required: ['Name', 'Service', 'State', 'Health', 'ExitCode', 'Status', 'Publishers'],
  properties: {
    Name: { type: 'string' },
    Service: { type: 'string' },
    State: { type: 'string' },
    Health: { type: 'string' },
    ExitCode: { type: 'integer' },
    Status: { type: 'string' },
    Publishers: { type: ['array', 'null'], items: { type: 'object', required: ['PublishedPort'] } },
  },
});

/** The profiles that bring the services (or are the profiles) `names`. @throws UsageError for an unknown one. */
export function profilesOf(
  services: Readonly<Record<string, ComposeService>>,
  names: Iterable<string>,
): readonly string[] {
  const known = Object.values(services).flatMap(({ profiles = [] }) => profiles);
  const found = [...names].flatMap((name) => {
    if (known.includes(name)) return [name];
    const service = services[name];
    if (service !== undefined) return (service.profiles ?? []).slice(0, 1);
    const all = [...new Set([...known, ...Object.keys(services)])];
    throw new UsageError(`There is no service named ${name}`, { where: '--with', hint: meant(name, all, 'service') });
  });
  return [...new Set(found)];
}

/** An ended container is well when it ended as it should: some run once. */
export const isWell = ({ State, Health, ExitCode: code }: Container): boolean =>
  State === 'exited' ? code === 0 : State === 'running' && (Health === 'healthy' || Health === '');

/**
 * Those of `needs` (names of services or profiles) that belong to a profile of which a container is not there or not
 * well.
 */
export function stoppedServices(
  services: Readonly<Record<string, ComposeService>>,
  containers: readonly Container[],
  needs: readonly string[],
): readonly string[] {
  const well = new Set(containers.filter(isWell).map(({ Service }) => Service));
  return needs.filter((need) =>
    Object.entries(services).some(([name, { profiles = [] }]) => {
      const meant = profiles.includes(need) || (name === need && profiles.length > 0);
      return meant && !well.has(name);
    }),
  );
}
