using LeanRx.Cli.Clients;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Chatting;

/// <summary>Runs a chat from login to logout.</summary>
static class ChatProgram
{
    /// <summary>Sends the lines of <paramref name="window"/> until they end, <c>/quit</c> or a signal; what was typed before is sent first.</summary>
    /// <exception cref="ToolException">The server cannot be reached or refuses, or the conversation does not exist.</exception>
    public static async Task<int> RunAsync(LeanClient client, IReadOnlyList<string> with, string? conversationId, ChatWindow window,
        CancellationToken cancellationToken)
    {
        using var ending = new LoginEnd(client, cancellationToken);
        await LoggedInClient.OpenAsync(client, ending.Token).ConfigureAwait(false);

        using var screen = window.Screen;
        using var chat = new Chat(client, screen, followsNews: with.Count == 0 && conversationId is null, ending.Token);
        using var news = ChatNews.Follow(client, chat, screen);
        try
        {
            if (with.Count > 0)
                await chat.TalkWithAsync(with).ConfigureAwait(false);
            else if (conversationId is not null)
                await chat.EnterAsync(conversationId).ConfigureAwait(false);
            else
                screen.Note("waiting for somebody to write; /with NAME begins a conversation");

            using var elsewhere = client.Messages.Subscribe(chat.Show);
            await foreach (var line in window.ReadAsync(chat.NotifyTyping, ending.Token).ConfigureAwait(false))
                if (!await ChatLine.HandleAsync(chat, line).ConfigureAwait(false))
                    break;
            await chat.SentAsync().ConfigureAwait(false);
        }
        catch (LeanRxException exception)
        {
            throw new ToolException(exception.Message, exception) { ExitCode = ExitCodes.Failure };
        }
        catch (OperationCanceledException) when (ending.Token.IsCancellationRequested)
        {
            // A signal, which is no failure; or the server ended the login, which this throws.
            await ending.WaitAsync().ConfigureAwait(false);
        }

        await client.CloseAsync(CancellationToken.None).ConfigureAwait(false);
        return ExitCodes.Success;
    }
}
