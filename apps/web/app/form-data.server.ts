/** The fields of a form post; undefined for a body that is no form, cannot be read or has no field. */
export async function readForm(request: Request): Promise<FormData | undefined> {
  try {
    const form = await request.formData()
    // What lacks its boundary reads as empty.
    return form.keys().next().done === true ? undefined : form
  } catch {
    // The reader's message may quote the body.
    return undefined
  }
}
