using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

/// <summary>The place of the conversations that are in the memory of this engine.</summary>
internal sealed class OwnPlace : IConversationPlace
{
    readonly ConversationDirectories _conversations;
    readonly SendCommand _send;
    readonly StartCommand _start;
    readonly ConversationCommands _conversation;
    readonly LogsCommand _logs;
    readonly AckCommand _ack;
    readonly ReadMarkCommand _read;
    readonly PatchCommand _patch;
    readonly BlacklistCommands _blacklist;

    public OwnPlace(EngineServices services, ConversationDirectories conversations, TemporaryExpiry expiry)
    {
        var receipts = new Receipts(services);
        var marks = new ReadMarks(services, receipts);
        _conversations = conversations;
        _send = new SendCommand(services, conversations);
        _start = new StartCommand(services, conversations, expiry);
        _conversation = new ConversationCommands(services, conversations);
        _logs = new LogsCommand(services, conversations);
        _ack = new AckCommand(conversations, receipts, marks);
        _read = new ReadMarkCommand(conversations, marks);
        _patch = new PatchCommand(services, conversations);
        _blacklist = new BlacklistCommands(services, conversations);
    }

    public ValueTask HandleAsync(ISeat seat, Frame frame, TimeSpan begunAt) =>
        !IsAskedAbout(seat, frame) && seat.App.Hooks.ClientLine.Has(seat, ConversationsOf(frame))
            ? DispatchBehindAsync(seat, frame, begunAt) : DispatchAsync(seat, frame, begunAt);

    // protocol.md §7.2
    public async ValueTask ReturnAsync(ISeat seat, string roomId)
    {
        using var hold = await _conversations.Of(seat.App).TryEnterAsync(roomId).ConfigureAwait(false);
        if (hold.Conversation is { Record.IsTransient: true } room && room.Allows(seat, Permission.JoinConversation))
            seat.EnterRoom(room.Occupants);
    }

    public ValueTask<TResult> RunAsync<TResult>(Application app, IConversationOperation<TResult> operation, CancellationToken cancellationToken) =>
        operation.RunAsync(_conversations.Of(app), cancellationToken);

    /// <summary>Whether hooks are asked about it, so that it takes its own place.</summary>
    static bool IsAskedAbout(ISeat sender, Frame frame) => frame switch
    {
        DirectFrame => sender.App.Hooks.Asks(HookPoints.MessageSending),
        ConversationFrame { Operation: ConversationOperations.Add } => sender.App.Hooks.Asks(HookPoints.MembersAdding),
        ConversationFrame { Operation: ConversationOperations.Remove } => sender.App.Hooks.Asks(HookPoints.MembersRemoving),
        ConversationFrame { Operation: ConversationOperations.Update or ConversationOperations.Mute or ConversationOperations.Unmute } =>
            sender.App.Hooks.Asks(HookPoints.ConversationUpdating),
        PatchFrame => sender.App.Hooks.Asks(HookPoints.MessageUpdating),
        _ => false,
    };

    /// <summary>What a client does behind something about which hooks are still asked comes behind it: its history contains it, and leaving is later.</summary>
    async ValueTask DispatchBehindAsync(ISeat sender, Frame frame, TimeSpan begunAt)
    {
        await sender.App.Hooks.ClientLine.PassAsync(ConversationsOf(frame)).ConfigureAwait(false);
        await DispatchAsync(sender, frame, begunAt).ConfigureAwait(false);
    }

    static IEnumerable<string?> ConversationsOf(Frame frame) => frame switch
    {
        ConversationFrame conversation => [conversation.ConversationId],
        DirectFrame direct => [direct.ConversationId],
        LogsFrame logs => [logs.ConversationId],
        PatchFrame patch => (patch.Patches ?? []).Select(static item => item.ConversationId),
        _ => [],
    };

    ValueTask DispatchAsync(ISeat sender, Frame frame, TimeSpan begunAt) => frame switch
    {
        DirectFrame direct => _send.HandleAsync(sender, direct, begunAt),
        AckFrame ack => _ack.HandleAsync(sender, ack),
        ReadFrame read => _read.HandleAsync(sender, read),
        ConversationFrame { Operation: ConversationOperations.Start } start => _start.HandleAsync(sender, start),
        ConversationFrame conversation => _conversation.HandleAsync(sender, conversation),
        LogsFrame logs => _logs.HandleAsync(sender, logs),
        PatchFrame patch => _patch.HandleAsync(sender, patch),
        BlacklistFrame blacklist => _blacklist.HandleAsync(sender, blacklist),
        _ => throw CommandChecks.Unknown(frame, FrameDoors.OperationOf(frame)),
    };
}
