using LeanRx.Protocol;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>A conversation in memory. Whoever holds its <see cref="Gate"/> may read and change it; nothing else is shared between conversations.</summary>
internal sealed class Conversation : ILazilySaved
{
    Audience? _audience;
    RoomOccupants? _occupants;
    EventOrder? _events;
    OutstandingDeliveries? _outstanding;
    MessageKey _lastKey = MessageKey.EndOf(long.MinValue);

    /// <summary>The latest time that a stored cursor may cover entirely: no later message may take it.</summary>
    long _coveredTo = long.MinValue;

    public Conversation(Application app, string id, IClientHomes homes)
    {
        App = app;
        Id = id;
        Homes = homes;
        Store = app.Services.Ownership.StoreOf(app.Id, id);
        Outbox = new Outbox(this);
        Positions = new MemberPositions(this);
        Standings = new ConversationStandings(this);
        Recent = new RecentMessages(app.Services.Recent);
    }

    public Application App { get; }

    public string Id { get; }

    /// <summary>By which its members are reached.</summary>
    public IClientHomes Homes { get; }

    /// <summary>Where everything of this conversation is kept.</summary>
    public IMessageStore Store { get; }

    public CommandGate Gate { get; } = new();

    /// <summary>Sends on their way into the store and out to the members.</summary>
    public Outbox Outbox { get; }

    /// <summary>Messages on their way to members whose home is another node.</summary>
    public OutstandingDeliveries Outstanding => _outstanding ??= new();

    /// <summary>Completes when what was sent by now has arrived at all logins, also those of which other nodes know.</summary>
    public ValueTask ArrivedAsync() => _outstanding?.EndedAsync() ?? default;

    public RecentMessages Recent { get; }

    /// <summary>The members who are online. For the send that is delivered now.</summary>
    public Audience Audience => _audience ??= new();

    public MemberPositions Positions { get; }

    /// <summary>Roles, silence and blocks.</summary>
    public ConversationStandings Standings { get; }

    /// <summary>Who is in a chat room.</summary>
    public RoomOccupants Occupants => _occupants ?? Interlocked.CompareExchange(ref _occupants, new RoomOccupants(Id), null) ?? _occupants;

    /// <summary>What is told of it to those who listen.</summary>
    public EventOrder Events => _events ?? Interlocked.CompareExchange(ref _events, new EventOrder(App), null) ?? _events;

    /// <summary>Null before it was loaded and when there is none.</summary>
    public ConversationRecord? Record { get; private set; }

    public bool IsLoaded { get; private set; }

    /// <summary>When it was used last, by the directory's count.</summary>
    public long LastUse { get; set; }

    /// <summary>True when the directory has let go of it: look it up again.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Loaded, and still the one in the directory.</summary>
    public bool IsReady => IsLoaded && !IsRetired;

    /// <summary>True when nothing here would be lost with it. Asked inside the gate.</summary>
    public bool IsIdle => Outbox.IsEmpty && !Positions.IsDirty && _occupants is not { Count: > 0 } && _events is not { IsEmpty: false };

    /// <summary>Whether a login is in the chat room.</summary>
    public bool IsInRoom(ISeat seat) => _occupants is not null && seat.IsIn(_occupants);

    public bool IsMember(string clientId) => Record!.Members.Contains(clientId);

    /// <summary>
    /// Whether it is a service conversation to which a client has not subscribed: it has its own thread there and gets broadcasts, but not what goes to the
    /// subscribers.
    /// </summary>
    public bool IsGuest(string clientId) => Record!.IsSystem && !IsMember(clientId);

    /// <summary>Whether a message is a client's own. What a service says is not, in whatever name: clients speak to the service alone.</summary>
    public bool IsAuthor(string clientId, StoredMessage message) =>
        message.From == clientId && (!Record!.IsSystem || message.Recipients is [var only] && only == clientId);

    /// <summary>For whose eyes its messages are read for a client: in a service conversation each sees its own thread.</summary>
    public string? ViewOf(string clientId) => Record!.IsSystem ? clientId : null;

    /// <summary>The members other than a client; nobody in a chat room and in a service conversation.</summary>
    public IReadOnlyList<string> OthersThan(string clientId) =>
        Record is { Kind: ConversationKind.Normal or ConversationKind.Temporary } ? [.. Record.Members.Where(member => member != clientId)] : [];

    /// <summary>Whether a message that is stored already may have reached nobody: another owner stored it, and was lost.</summary>
    /// <remarks>Whoever hears it again knows its id.</remarks>
    public bool MayBeUntold(StoredMessage message) =>
        App.Services.Ownership.MayBeUntold(App.Id, Id, message.Timestamp) && Recent.Find(message.Id) is null;

    /// <summary>Whether a message has to reach a client. A broadcast that is over need not.</summary>
    public bool Concerns(StoredMessage message, string clientId, bool isGuest) =>
        !Record!.IsSystem
            ? message.IsVisibleTo(clientId)
            : message.ValidUntil is { } end ? end > App.Services.Clock.Now : isGuest ? message.IsInThreadOf(clientId) : message.IsVisibleTo(clientId);

    /// <summary>Takes over a record that this engine has just made.</summary>
    public void Begin(ConversationRecord record)
    {
        Record = record;
        IsLoaded = true;
        Positions.BeginEmpty();
    }

    public async ValueTask LoadAsync()
    {
        await App.Notifications.PrepareAsync().ConfigureAwait(false);
        await App.Broadcasts.PrepareAsync().ConfigureAwait(false);
        var record = await App.Services.Telemetry.TimeAsync("load", Store.Conversations.FindAsync(App.Id, Id)).ConfigureAwait(false);
        if (record is not null)
            await Standings.LoadAsync().ConfigureAwait(false);
        Record = record;
        IsLoaded = true;
        if (Record is null)
            return;
        if (Record.LastMessageAt is { } last)
        {
            _coveredTo = last;
            Recent.BeginAfter(MessageKey.EndOf(last));
        }
        _coveredTo = Math.Max(_coveredTo, Record.UpdatedAt - 1);
        if (!Record.IsTransient)
            await UntoldMessages.TellAsync(this).ConfigureAwait(false);
    }

    /// <summary>
    /// Saves a changed record, with the time of the last message as it is now. No two changes have the same time, so that whoever hears of them knows which is
    /// the newer.
    /// </summary>
    public async ValueTask SaveAsync(ConversationRecord record)
    {
        record = Stamped(record);
        await App.Services.Telemetry.TimeAsync("save", Store.Conversations.SaveAsync(record)).ConfigureAwait(false);
        Record = record;
    }

    /// <summary>Saves a changed record together with new members.</summary>
    public async ValueTask AddMembersAsync(ConversationRecord record, IReadOnlyList<string> clientIds)
    {
        record = Stamped(record);
        await Store.Members.AddAsync(record, clientIds).ConfigureAwait(false);
        Record = record;
    }

    /// <summary>Saves a changed record without members that have gone.</summary>
    public async ValueTask RemoveMembersAsync(ConversationRecord record, IReadOnlyList<string> clientIds)
    {
        record = Stamped(record);
        await Store.Members.RemoveAsync(record, clientIds).ConfigureAwait(false);
        Record = record;
    }

    public void NoteLastMessage(StoredMessage message)
    {
        Recent.Add(message);
        if (Record is not null && (Record.LastMessageAt is not { } last || last < message.Timestamp))
            Record = Record with { LastMessageAt = message.Timestamp };
    }

    /// <summary>Deletes a message, here and in the store. Used inside the gate, all sends settled.</summary>
    public async ValueTask DeleteAsync(StoredMessage message)
    {
        await Store.Messages.DeleteAsync(App.Id, Id, message.Id).ConfigureAwait(false);
        Recent.Remove(message);
        Positions.Forget(message);
        App.Broadcasts.Forget(message);
        if (Record!.LastMessageAt == message.Timestamp)
            Record = Record with { LastMessageAt = (await Store.Messages.FindLastAsync(App.Id, Id).ConfigureAwait(false))?.Timestamp };
        if (_lastKey == MessageKey.Of(message))
        {
            // Its place stays taken, and whoever stands at the message before it has nothing left to get.
            _coveredTo = Math.Max(_coveredTo, message.Timestamp);
            _lastKey = Recent.LastKey ?? MessageKey.EndOf(long.MinValue);
        }
    }

    /// <summary>The next place in the conversation's order: never earlier than an earlier one, whatever the clock does.</summary>
    public MessageKey NextKey()
    {
        var timestamp = Math.Max(Math.Max(App.Services.Clock.Now, _lastKey.Timestamp), _coveredTo + 1);
        return _lastKey = new MessageKey(timestamp, App.Services.Ids.NextMessageId(timestamp));
    }

    /// <summary>
    /// A cursor for the store, which looks for what is unread by the millisecond: the whole of the position's when nothing in it lies behind the position, else
    /// the one before, and up to which message of its own.
    /// </summary>
    public (long To, string? Id) Cover(MessageKey position)
    {
        if (!position.IsEnd && !IsLastOfItsMillisecond(position))
            return (position.Timestamp - 1, position.Id);
        _coveredTo = Math.Max(_coveredTo, position.Timestamp);
        return (position.Timestamp, null);
    }

    ConversationRecord Stamped(ConversationRecord record) => record with
    {
        LastMessageAt = Record?.LastMessageAt ?? record.LastMessageAt,
        UpdatedAt = Math.Max(App.Services.Clock.Now, (Record?.UpdatedAt ?? record.UpdatedAt) + 1),
    };

    async Task ILazilySaved.SaveAsync()
    {
        await Gate.EnterAsync().ConfigureAwait(false);
        Task write;
        try
        {
            write = Positions.SaveAsync();
        }
        finally
        {
            Gate.Leave();
        }
        await write.ConfigureAwait(false);
    }

    bool IsLastOfItsMillisecond(MessageKey position)
    {
        if (!Recent.IsCompleteBehind(position))
            return false;
        return Recent.FollowerOf(position) is { } follower ? follower.Timestamp > position.Timestamp : position >= _lastKey;
    }
}
