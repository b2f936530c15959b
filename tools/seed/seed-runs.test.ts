import { diagnoseRun } from '@agenttracer/diagnosis'
import { failureKey, failureKeys } from '@agenttracer/schema'
import { drawsFrom, playAgent, seedAgents, seedRecords, seedRuns, troubles } from '@agenttracer/testkit/seed'
import { describe, expect, it } from 'vitest'

const day = Date.UTC(2026, 4, 20, 12)
const plan = { runs: 3_000, days: 5, until: day, seed: 7 }

describe('troubles', () => {
  it.each(troubles.flatMap((trouble) => seedAgents.map((agent) => [trouble.key, agent.name, trouble, agent] as const)))('%s in %s is what the diagnosis finds', (key, _name, trouble, agent) => {
    for (let seed = 1; seed <= 5; seed += 1) {
      const draws = drawsFrom(seed)
      const { run, steps } = seedRecords({ ...playAgent(agent, { kind: 'failed', trouble }, draws), agent: agent.name, version: '1' }, day, draws.bytes)
      const { verdict } = diagnoseRun(run, steps)
      expect(verdict?.key).toBe(key)
    }
  })

  it('are of most codes', () => {
    expect(new Set(troubles.map(({ key }) => key)).size).toBeGreaterThan(failureKeys.length * 0.85)
    expect(troubles.every(({ key }) => failureKey(key.split('.')[0] as never, key.split('.')[1] as never) === key)).toBe(true)
  })
})

describe('seeded runs', () => {
  const all = [...seedRuns(plan)].flatMap(({ runs }) => runs)

  it('are as many as asked for, in order, and the same again', () => {
    expect(all).toHaveLength(plan.runs)
    expect(all.map(({ run }) => run.startedAt)).toEqual(all.map(({ run }) => run.startedAt).sort())
    expect([...seedRuns(plan)].flatMap(({ runs }) => runs)).toEqual(all)
    expect([...seedRuns({ ...plan, seed: 8 })].flatMap(({ runs }) => runs)[0]?.runId).not.toBe(all[0]?.runId)
  })

  it('end before now and hold every status, retries and a long run', () => {
    expect(all.every(({ run }) => run.endedAt === undefined || Date.parse(run.endedAt) <= plan.until)).toBe(true)
    expect(new Set(all.map(({ run }) => run.status))).toEqual(new Set(['running', 'interrupted', 'cancelled', 'success', 'failed']))
    expect(all.some(({ steps }) => steps.length === 10_000)).toBe(true)
    expect(all.filter(({ steps }) => steps.some(({ attempt }) => attempt > 1)).length).toBeGreaterThan(plan.runs / 20)
  })

  it('fail in many shapes, and the planted version fails more', () => {
    const judged = all.map(({ run, steps }) => ({ run, ...diagnoseRun(run, steps) }))
    expect(new Set(judged.map(({ fingerprint }) => fingerprint)).size).toBeGreaterThan(40)
    expect(judged.filter(({ degraded }) => degraded).length).toBeGreaterThan(20)
    const share = (version: string): number => {
      const runs = judged.filter(({ run }) => run.agentId === 'support-bot' && run.agentVersion === version)
      return runs.filter(({ run }) => run.status === 'failed').length / runs.length
    }
    expect(share('2.4.0')).toBeGreaterThan(2 * share('2.3.9'))
    expect(judged.some(({ run, verdict }) => run.agentId === 'support-bot' && run.agentVersion !== '2.4.0' && verdict?.key === 'model.invalid_output')).toBe(false)
  })
})
