using LeanRx.Common.Internal;

namespace LeanRx;

// S16, S37
/// <summary>A set of message handlers by message type.</summary>
/// <remarks>
/// Immutable. A message is passed to each handler of its type, in the order in which they were added, or to the default handlers if there is none. A handler of
/// a base type receives all derived types.
/// </remarks>
public sealed class MessageHandlers
{
    readonly Func<Message, bool>[] _typed;
    readonly Action<Message>[] _default;

    /// <summary>Creates an empty set.</summary>
    public MessageHandlers() : this([], [])
    {
    }

    MessageHandlers(Func<Message, bool>[] typed, Action<Message>[] @default)
    {
        _typed = typed;
        _default = @default;
    }

    /// <summary>Returns a set with another handler, for messages of a type.</summary>
    public MessageHandlers On<TMessage>(Action<TMessage> handler) where TMessage : Message
    {
        Guard.NotNull(handler, nameof(handler));
        return new([.. _typed, message => Handle(message, handler)], _default);
    }

    /// <summary>Returns a set with another default handler, for messages without a handler of their type.</summary>
    public MessageHandlers Otherwise(Action<Message> handler) => new(_typed, [.. _default, Guard.NotNull(handler, nameof(handler))]);

    /// <summary>Passes a message to its handlers.</summary>
    /// <remarks>If a handler throws, the exception is rethrown and the remaining handlers are not called.</remarks>
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
