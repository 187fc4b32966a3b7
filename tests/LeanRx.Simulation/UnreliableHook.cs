using System.Reactive.Concurrency;
using System.Text.Json.Nodes;
using LeanRx.Server.Hooks;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>
/// A hook that answers at once, late, too late, never, or with an exception, and sometimes changes a message in what nobody reads: what the laws say holds all
/// the same. It has chance of its own, so that nothing else comes otherwise for it.
/// </summary>
sealed class UnreliableHook(int seed, Func<VirtualWorld> world) : IMessageHook
{
    readonly Random _random = new(seed);

    /// <summary>Whose server is killed, dies with it: an answer to a dead server never comes.</summary>
    public static HookOptions For(int seed, Func<VirtualWorld> world) => new(new UnreliableHook(seed, world)) { Timeout = TimeSpan.FromSeconds(2) };

    public ValueTask<MessageDecision> OnSendingAsync(MessageSending message, CancellationToken cancellationToken = default) =>
        AnswerAsync(_random.Next(4) == 0 ? MessageDecision.Accept with { Body = Marked(message.Body) } : MessageDecision.Accept);

    public ValueTask<MessageDecision> OnUpdatingAsync(MessageUpdating message, CancellationToken cancellationToken = default) =>
        AnswerAsync(MessageDecision.Accept);

    public ValueTask<ConversationDecision> OnChangingAsync(ConversationChanging change, CancellationToken cancellationToken = default) =>
        AnswerAsync(ConversationDecision.Accept);

    ValueTask<T> AnswerAsync<T>(T answer)
    {
        switch (_random.Next(10))
        {
            case < 5:
                return new(answer);
            case 5:
                throw new InvalidOperationException("The hook fails by plan.");
            case 6:
                return new(new TaskCompletionSource<T>().Task);
        }
        var source = new TaskCompletionSource<T>();
        var server = world().Server;
        world().Scheduler.Schedule(TimeSpan.FromMilliseconds(_random.Next(3000)), () =>
        {
            if (world().Server == server)
                source.SetResult(answer);
        });
        return new(source.Task);
    }

    static string Marked(string body)
    {
        if (JsonNode.Parse(body) is not JsonObject message)
            return body;
        message["_marked"] = true;
        return message.ToJsonString();
    }
}
