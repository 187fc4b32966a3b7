using LeanRx.Server.Events;
using LeanRx.Server.Hooks;

namespace LeanRx.Server.Tests;

/// <summary>A hook that does what the test says, and keeps what it was asked and told.</summary>
sealed class ScriptedHook : IMessageHook
{
    public List<object> Asked { get; } = [];

    public List<ServerEvent> Told { get; } = [];

    public Func<MessageSending, CancellationToken, ValueTask<MessageDecision>> Sending { get; set; } = (_, _) => new(MessageDecision.Accept);

    public Func<MessageUpdating, MessageDecision> Updating { get; set; } = _ => MessageDecision.Accept;

    public Func<MessageUpdating, ValueTask<MessageDecision>>? UpdatingLater { get; set; }

    public Func<ConversationChanging, ConversationDecision> Changing { get; set; } = _ => ConversationDecision.Accept;

    public Func<ConversationChanging, ValueTask<ConversationDecision>>? ChangingLater { get; set; }

    public Func<ReceiversOffline, PushDecision> Offline { get; set; } = _ => PushDecision.Default;

    public Func<ServerEvent, CancellationToken, ValueTask> Telling { get; set; } = (_, _) => default;

    public ValueTask<MessageDecision> OnSendingAsync(MessageSending message, CancellationToken cancellationToken)
    {
        Asked.Add(message);
        return Sending(message, cancellationToken);
    }

    public ValueTask<MessageDecision> OnUpdatingAsync(MessageUpdating message, CancellationToken cancellationToken)
    {
        Asked.Add(message);
        return UpdatingLater?.Invoke(message) ?? new(Updating(message));
    }

    public ValueTask<ConversationDecision> OnChangingAsync(ConversationChanging change, CancellationToken cancellationToken)
    {
        Asked.Add(change);
        return ChangingLater?.Invoke(change) ?? new(Changing(change));
    }

    public ValueTask<PushDecision> OnReceiversOfflineAsync(ReceiversOffline message, CancellationToken cancellationToken)
    {
        Asked.Add(message);
        return new(Offline(message));
    }

    public ValueTask OnEventAsync(ServerEvent happened, CancellationToken cancellationToken)
    {
        Told.Add(happened);
        return Telling(happened, cancellationToken);
    }
}
