using System.Reactive.Linq;
using LeanRx.Protocol;

namespace LeanRx.Cli.Diagnosing;

/// <summary>A login, and out again.</summary>
static class LoginStep
{
    public static async Task<string> RunAsync(LeanClientOptions options, CancellationToken cancellationToken)
    {
        var client = new LeanClient(options);
        await using var closing = client.ConfigureAwait(false);
        LeanRxException? cause = null;
        using var following = client.StateChanges.OfType<ConnectionState.Reconnecting>().Subscribe(state => cause = state.Cause);
        try
        {
            await client.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ServerRejectedException refusal)
        {
            throw new StepFailure($"{refusal.Code} {refusal.Reason}: {refusal.Message}", AdviceOn(refusal.Code), refusal);
        }
        catch (LeanRxException exception)
        {
            throw new StepFailure((cause ?? exception).Message, "the log of the server", exception);
        }
        catch (OperationCanceledException) when (cause is not null)
        {
            throw new StepFailure(cause.Message, "the log of the server", cause);
        }
        await client.CloseAsync(cancellationToken).ConfigureAwait(false);
        return $"{options.ClientId} in application {options.ApplicationId}";
    }

    static string AdviceOn(int code) => code switch
    {
        ErrorCodes.SignatureFailed => "the master key: the application demands signatures; give APPID:APPKEY:MASTERKEY in --app-file or LEANRX_APPS",
        ErrorCodes.AppNotAvailable => "the application's id, and those that the server was given",
        ErrorCodes.InvalidOrigin => "the origins that the server allows",
        _ => "what the server says, and its log",
    };
}
