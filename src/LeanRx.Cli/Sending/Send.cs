using LeanRx.Cli.Clients;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Sending;

/// <summary>Sends messages, one after another, each when the server has the one before.</summary>
static class Send
{
    /// <exception cref="ToolException">Nothing to send, no such conversation, or the server cannot be reached or refuses.</exception>
    public static async Task<int> RunAsync(LeanClientOptions options, IReadOnlyList<string> with, string? conversationId, IAsyncEnumerable<string> texts,
        TextWriter output, CancellationToken cancellationToken)
    {
        var client = new LeanClient(options);
        await using var closing = client.ConfigureAwait(false);
        Conversation? conversation = null;
        try
        {
            await foreach (var text in texts.Where(text => text.Length > 0).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (conversation is null)
                {
                    await LoggedInClient.OpenAsync(client, cancellationToken).ConfigureAwait(false);
                    conversation = await FindAsync(client, with, conversationId, cancellationToken).ConfigureAwait(false);
                }
                var ack = await conversation.SendAsync(new TextMessage(text), cancellationToken: cancellationToken).ConfigureAwait(false);
                await output.WriteLineAsync(ack.MessageId).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is LeanRxException or ArgumentException)
        {
            throw new ToolException($"not sent: {exception.Message}", exception) { ExitCode = ExitCodes.Failure };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new ToolException("stopped before the server had everything") { ExitCode = ExitCodes.Failure };
        }

        if (conversation is null)
            throw new ToolException("nothing to send: give TEXT, or the message on standard input");
        await client.CloseAsync(CancellationToken.None).ConfigureAwait(false);
        return ExitCodes.Success;
    }

    static async Task<Conversation> FindAsync(LeanClient client, IReadOnlyList<string> with, string? conversationId, CancellationToken cancellationToken)
    {
        if (conversationId is null)
            return await client.CreateConversationAsync(with, new CreateConversationOptions { IsUnique = true }, cancellationToken).ConfigureAwait(false);
        return await client.GetConversationAsync(conversationId, cancellationToken).ConfigureAwait(false)
            ?? throw new ToolException($"--conversation {conversationId}: there is no such conversation") { ExitCode = ExitCodes.Failure };
    }
}
