using LeanRx.Cli.Clients;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Tailing;

/// <summary>Prints what passes between a client and its server.</summary>
static class Tail
{
    /// <summary>Runs until it is told to end, or until the server ends the login for good.</summary>
    /// <exception cref="ToolException">The server cannot be reached, refuses, or has ended the login.</exception>
    public static async Task<int> RunAsync(LeanClientOptions options, Func<FrameRecord, string> format, TextWriter output, CancellationToken cancellationToken)
    {
        var client = new LeanClient(options);
        await using var closing = client.ConfigureAwait(false);
        using var ending = new Ending(client, cancellationToken);
        using var printing = client.Frames.Subscribe(frame => output.WriteLine(format(frame)));
        await LoggedInClient.OpenAsync(client, cancellationToken).ConfigureAwait(false);
        await ending.WaitAsync().ConfigureAwait(false);
        return ExitCodes.Success;
    }
}
