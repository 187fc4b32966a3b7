namespace LeanRx.Cli;

/// <summary>Logs a client in, or says in one line why that is not possible.</summary>
static class LoggedInClient
{
    /// <exception cref="ToolException">The server cannot be reached, or refuses.</exception>
    public static async Task OpenAsync(LeanClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (LeanRxException exception)
        {
            throw new ToolException($"cannot log in at {client.Options.Server}: {exception.Message}", exception) { ExitCode = ExitCodes.Failure };
        }
    }
}
