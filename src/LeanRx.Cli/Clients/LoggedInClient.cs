using System.Reactive.Linq;
using LeanRx.Cli.Common;
using LeanRx.Protocol;

namespace LeanRx.Cli.Clients;

/// <summary>Logs a client in, or says in one line why that is not possible.</summary>
static class LoggedInClient
{
    /// <exception cref="ToolException">The server cannot be reached, or refuses.</exception>
    public static async Task OpenAsync(LeanClient client, CancellationToken cancellationToken)
    {
        // What may pass is waited for, but not in silence.
        using var telling = client.StateChanges.OfType<ConnectionState.Reconnecting>().Take(1)
            .Where(state => state.Cause is not ConnectionLostException { IsTransient: false })
            .Subscribe(state => Console.Error.WriteLine($"leanrx: {PlainText.Of(state.Cause.Message)} Trying again."));
        try
        {
            await client.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ServerRejectedException refusal) when (refusal.Code == ErrorCodes.SignatureFailed)
        {
            var advice = client.Options.SignatureProvider is null ? "it demands signatures, give APPID:APPKEY:MASTERKEY in --app-file or LEANRX_APPS"
                : "it does not take the signature, look at the master key of the application";
            throw new ToolException($"cannot log in at {client.Options.Server}: {advice} ({refusal.Code} {refusal.Reason})",
                refusal)
            { ExitCode = ExitCodes.Failure };
        }
        catch (LeanRxException exception)
        {
            throw new ToolException($"cannot log in at {client.Options.Server}: {exception.Message}", exception) { ExitCode = ExitCodes.Failure };
        }
    }
}
