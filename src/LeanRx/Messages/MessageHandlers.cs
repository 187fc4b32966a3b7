using LeanRx.Common.Internal;

namespace LeanRx;

// S16, S37
/// <summary>
/// Handlers by type of message, with the guide's rule: a message goes to each handler of its type, in the order in which they were given, and to the
/// default handlers when there is none. A handler of a base type hears of all types below it. Immutable.
/// </summary>
public sealed class MessageHandlers
{
    readonly Func<Message, bool>[] _typed;
    readonly Action<Message>[] _default;

    /// <summary>Makes a set without handlers.</summary>
    public MessageHandlers() : this([], [])
    {
    }

    MessageHandlers(Func<Message, bool>[] typed, Action<Message>[] @default)
    {
        _typed = typed;
        _default = @default;
    }

    /// <summary>The same handlers and one more, for messages of this type.</summary>
    public MessageHandlers On<TMessage>(Action<TMessage> handler) where TMessage : Message
    {
        Guard.NotNull(handler, nameof(handler));
        return new([.. _typed, message => Handle(message, handler)], _default);
    }

    /// <summary>The same handlers and a default one, for messages that no handler of a type takes.</summary>
    public MessageHandlers Otherwise(Action<Message> handler) => new(_typed, [.. _default, Guard.NotNull(handler, nameof(handler))]);

    /// <summary>Gives a message to those that it is for. What a handler throws is thrown, and those behind it do not hear of the message.</summary>
    public void Handle(Message message)
    {
        Guard.NotNull(message, nameof(message));
        var isHandled = false;
        foreach (var typed in _typed)
            isHandled |= typed(message);
        if (isHandled)
            return;
        foreach (var handler in _default)
            handler(message);
    }

    static bool Handle<TMessage>(Message message, Action<TMessage> handler) where TMessage : Message
    {
        if (message is not TMessage typed)
            return false;
        handler(typed);
        return true;
    }
}
