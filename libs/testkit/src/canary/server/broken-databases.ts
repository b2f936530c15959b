import pg from 'pg'
import type { crashPlaces } from './keyed-places.ts'

type Plant = (id: (typeof crashPlaces)[number]['id']) => string

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Makes databases in which a migration fails, each with a mark where the failure's own words would have it; answers their addresses. */
export async function brokenDatabases(ownerUrl: string, plant: Plant): Promise<readonly string[]> {
  const raised = quote(plant('migration.raised'))
  const preparations = [
    `CREATE SCHEMA agenttracer; CREATE TABLE agenttracer.migration (name varchar(255) PRIMARY KEY, timestamp varchar(255) NOT NULL); INSERT INTO agenttracer.migration VALUES (${quote(plant('migration.unknown'))}, '2026')`,
    `CREATE FUNCTION public.stop() RETURNS event_trigger LANGUAGE plpgsql AS $f$ BEGIN IF tg_tag = 'CREATE TABLE' THEN RAISE EXCEPTION USING MESSAGE = ${raised}, DETAIL = ${raised}, HINT = ${raised}, ERRCODE = '23514'; END IF; END $f$;
     CREATE EVENT TRIGGER stop ON ddl_command_start EXECUTE FUNCTION public.stop()`,
    `CREATE TABLE public.kept (note text); INSERT INTO public.kept VALUES (${quote(plant('migration.constraint'))});
     CREATE FUNCTION public.check_kept() RETURNS event_trigger LANGUAGE plpgsql AS $f$ BEGIN ALTER TABLE public.kept ADD CHECK (length(note) < 3); END $f$;
     CREATE EVENT TRIGGER check_kept ON ddl_command_end WHEN TAG IN ('CREATE DOMAIN') EXECUTE FUNCTION public.check_kept()`,
  ]
  const urls: string[] = []
  for (const [at, statements] of preparations.entries()) {
    const url = new URL(ownerUrl)
    await once(url.href, `CREATE DATABASE broken_${at}`)
    url.pathname = `/broken_${at}`
    await once(url.href, statements)
    urls.push(url.href)
  }
  return urls
}

async function once(connectionString: string, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(statements).finally(() => client.end())
}
