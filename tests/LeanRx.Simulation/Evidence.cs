using LeanRx.Protocol;
using LeanRx.Server;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>What is there to judge a run by.</summary>
sealed class Evidence(VirtualWorld world, FaultPlan plan, DateTimeOffset healedAt, IReadOnlyList<IMessageStore> stores, IReadOnlyList<Witness> witnesses,
    IReadOnlyList<Sending> sendings)
{
    public VirtualWorld World => world;

    public IReadOnlyList<Witness> Witnesses => witnesses;

    public IReadOnlyList<Sending> Sendings => sendings;

    /// <summary>From when on nothing is wrong any more.</summary>
    public DateTimeOffset HealedAt => healedAt;

    /// <summary>What was done beside talking.</summary>
    public required IReadOnlyList<Doing> Doings { get; init; }

    /// <summary>Claims of slots by nodes that the others had given up.</summary>
    public required IReadOnlyList<string> StrangeClaims { get; init; }

    /// <summary>How many sockets were open at a time, at most.</summary>
    public required int MostSockets { get; init; }

    /// <summary>Whether the server came back without what it had stored. Then what it had promised is gone with it.</summary>
    public bool WasWiped { get; } = plan.Faults.Any(fault => fault is ServerRestartFault { KeepStore: false });

    /// <summary>Whether missed notifications could not be fetched for a while.</summary>
    public bool WasWithoutRest { get; } = plan.Faults.Any(fault => fault is RouterDownFault);

    /// <summary>Whether the server's calendar was set back over a restart: what is fetched of before and after stands in the wrong order then.</summary>
    public bool WasSetBack { get; } = plan.Faults.Any(fault => fault is ServerRestartFault)
        && plan.Faults.Any(fault => fault is ClockJumpFault { ClientId: null, By.Ticks: < 0 });

    /// <summary>Whether the plan lets every send find its way: no frame was lost on a connection that seemed whole.</summary>
    public bool IsHonest { get; } = world.Network.Lost.Count == 0 && !plan.Faults.Any(fault => fault is HalfOpenFault);

    /// <summary>Whether lines were thin for a while. Who says more than its line takes waits for the answer in vain.</summary>
    public bool WasThin { get; } = plan.Faults.Any(fault => fault is ThinLineFault);

    /// <summary>Ids of deliveries that the network lost while the connection lived on: nobody can know of them.</summary>
    public HashSet<string> Swallowed(Witness witness) =>
        [.. world.Network.Lost.Where(lost => lost.ClientId == witness.Name && lost.Direction == FrameDirection.Received)
            .Select(lost => (lost.Frame as DirectFrame)?.MessageId).OfType<string>()];

    /// <summary>Texts of sends that the network lost while the connection lived on; when they are sent again others were faster.</summary>
    public HashSet<string> Delayed(Witness witness) =>
        [.. world.Network.Lost.Where(lost => lost.ClientId == witness.Name && lost.Direction == FrameDirection.Sent)
            .Select(lost => (lost.Frame as DirectFrame)?.Body).OfType<string>().Select(TextOf)];

    /// <summary>
    /// Whether a witness could learn of everything that it missed: a report that the network lost, or history that could not be fetched and was reported as
    /// missing, excuses a hole.
    /// </summary>
    public bool CouldKnow(Witness witness) =>
        !WasWiped
        && !witness.Faults.Exists(fault => fault.Kind == FaultKind.Gap)
        && !world.Network.Lost.Any(lost => lost.ClientId == witness.Name && lost is { Direction: FrameDirection.Received, Frame: UnreadFrame });

    /// <summary>
    /// Whether a witness could learn of everything that happened to its conversations: what the network lost on a connection that lived on, and nobody waited
    /// for, it cannot know of, nor what is gone with the store.
    /// </summary>
    public bool CouldConverge(Witness witness) =>
        CouldKnow(witness) && !world.Network.Lost.Any(lost => lost.ClientId == witness.Name
            && lost is { Direction: FrameDirection.Received, Frame: ConversationFrame { SerialId: null } or PatchFrame { SerialId: null } or DirectFrame });

    /// <summary>
    /// Whether the server heard of all that a client has read: it does not answer, so that nobody knows of what the network lost on a connection that lived on.
    /// </summary>
    public bool CouldRead(Witness witness) =>
        !world.Network.Lost.Any(lost => lost.ClientId == witness.Name && lost is { Direction: FrameDirection.Sent, Frame: ReadFrame });

    /// <summary>
    /// What new devices of all clients are told of what is unread. They are asked for it here, once: they hear of everything as the others do.
    /// </summary>
    readonly Dictionary<(string ClientId, string ConversationId), (int Count, bool IsMentioned)> _unread = Ask(world, witnesses);

    static Dictionary<(string ClientId, string ConversationId), (int Count, bool IsMentioned)> Ask(VirtualWorld world, IReadOnlyList<Witness> witnesses)
    {
        var told = new Dictionary<(string, string), (int, bool)>();
        foreach (var name in witnesses.Select(witness => witness.Name).Distinct())
        {
            var device = world.CreateClient(name, options => options with { Tag = "new" });
            using var telling = device.UnreadChanges.Subscribe(change => told[(name, change.ConversationId)] = (change.Count, change.IsMentioned));
            world.Run(device.OpenAsync());
            world.AdvanceBy(TimeSpan.FromSeconds(10));
            world.Run(device.DisposeAsync().AsTask());
        }
        return told;
    }

    /// <summary>A conversation as the server has it.</summary>
    public ConversationRecord? Find(string conversationId) => Now(world.Store.Conversations.FindAsync(AppOptions.Demo.ApplicationId, conversationId));

    /// <summary>Roles, silence and blocks as the server has them.</summary>
    public IReadOnlyList<MemberStanding> FindStandings(string conversationId) =>
        Now(world.Store.Moderation.FindByConversationAsync(AppOptions.Demo.ApplicationId, conversationId));

    /// <summary>What a device that logs in now is told of what its client has not read in a conversation.</summary>
    public (int Count, bool IsMentioned) UnreadOf(string clientId, string conversationId) =>
        _unread.GetValueOrDefault((clientId, conversationId));

    static T Now<T>(ValueTask<T> reading) =>
        reading.IsCompleted ? reading.GetAwaiter().GetResult() : throw new InvalidOperationException("The stores of a simulation answer at once.");

    /// <summary>Everything that was ever stored of a conversation, in order.</summary>
    public List<StoredMessage> ReadLog(string conversationId)
    {
        var log = new List<StoredMessage>();
        foreach (var store in stores)
            ReadLog(store, conversationId, log);
        return log;
    }

    static void ReadLog(IMessageStore store, string conversationId, List<StoredMessage> log)
    {
        const int page = 1000;
        HistoryBound? start = null;
        while (true)
        {
            var messages = Now(store.Messages.ReadHistoryAsync(new HistoryQuery
            {
                ApplicationId = AppOptions.Demo.ApplicationId,
                ConversationId = conversationId,
                Forward = true,
                Start = start,
                Limit = page,
            }));
            log.AddRange(messages);
            if (messages.Count < page)
                return;
            start = new HistoryBound(log[^1].Timestamp, log[^1].Id, IsIncluded: false);
        }
    }

    public static string TextOf(string body)
    {
        using var json = System.Text.Json.JsonDocument.Parse(body);
        return json.RootElement.GetProperty("_lctext").GetString()!;
    }
}
