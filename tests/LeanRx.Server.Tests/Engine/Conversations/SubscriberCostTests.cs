using LeanRx.Protocol;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;
using LeanRx.Testing;

namespace LeanRx.Server.Tests;

/// <summary>A command that names one subscriber costs what it costs, however many others there are.</summary>
public class SubscriberCostTests
{
    const string Service = "0123456789abcdef01234567";

    [Fact]
    public async Task Comparisons_do_not_grow_with_the_subscribers() => Assert.Equal(await ComparisonsAsync(100), await ComparisonsAsync(1000));

    [Fact]
    public async Task Who_subscribes_is_written_alone()
    {
        var store = new CountedMembers();
        var world = await WorldAsync(store, 1000);

        world.Login("Tom").Subscribe(Service);
        await world.Operator().Conversations.AddMembersAsync(Service, ["Jerry", "m5"]);
        await world.Operator().Conversations.RemoveMembersAsync(Service, ["m7", "nobody"]);

        Assert.Equal(["+Tom", "+Jerry", "-m7"], store.Writes);
    }

    /// <summary>How often two ids are compared, or one is hashed, to find members: of each move that names one.</summary>
    static async Task<IReadOnlyList<int>> ComparisonsAsync(int subscribers)
    {
        var store = new CountedMembers();
        var world = await WorldAsync(store, subscribers);
        var (tom, other, service) = (world.Login("Tom"), world.Login("m3"), world.Operator());
        await service.Conversations.IsInAsync(Service, "Tom"); // From here on the conversation is in memory.
        List<int> costs = [];

        Measure(() => tom.Subscribe(Service));
        Measure(() => tom.Say(Service, "hi"));
        Measure(() => other.Say(Service, "hi"));
        Measure(() => tom.Do(new ConversationFrame { Operation = ConversationOperations.IsMember, ConversationIds = [Service] }));
        Measure(() => tom.Do(new ConversationFrame { Operation = ConversationOperations.Count, ConversationId = Service }));
        Measure(() => tom.Do(new ConversationFrame { Operation = ConversationOperations.Mute, ConversationId = Service }));
        Measure(() => tom.Unsubscribe(Service));
        await MeasureAsync(async () => await service.Conversations.AddMembersAsync(Service, ["Spike", "m9"]));
        await MeasureAsync(async () => await service
            .Conversations.ChangeAsync(Service, new ConversationChange { AddedMembers = ["Tyke"], RemovedMembers = ["m4"] }));
        await MeasureAsync(async () => await service.Conversations.RemoveMembersAsync(Service, ["Spike"]));
        await MeasureAsync(async () => await service.Conversations.IsInAsync(Service, "m8"));
        await MeasureAsync(async () => await service.Subscribers.FindAsync(Service, after: "m8", limit: 5));
        return costs;

        void Measure(Action move)
        {
            var before = store.Comparer.Calls;
            move();
            costs.Add(store.Comparer.Calls - before);
        }

        async Task MeasureAsync(Func<Task> move)
        {
            var before = store.Comparer.Calls;
            await move();
            costs.Add(store.Comparer.Calls - before);
        }
    }

    static async Task<World> WorldAsync(IMessageStore store, int subscribers)
    {
        await store.Conversations.SaveAsync(new ConversationRecord
        {
            ApplicationId = "demo",
            Id = Service,
            IsSystem = true,
            Members = [.. Enumerable.Range(0, subscribers).Select(number => $"m{number}")],
        });
        return new World(store: store);
    }

    /// <summary>Tells what is written of members, and lets those that are read be looked up by a comparer that counts.</summary>
    sealed class CountedMembers : ForwardingStore
    {
        public CountedMembers() : base(new InMemoryMessageStore()) =>
            (Conversations, Members) = (new WatchedConversations(Inner.Conversations, Comparer), new WatchedMembers(Inner.Members, Writes));

        public CountingComparer Comparer { get; } = new();

        public List<string> Writes { get; } = [];

        public override IConversationStore Conversations { get; }

        public override IMembershipStore Members { get; }
    }

    sealed class WatchedConversations(IConversationStore inner, CountingComparer comparer) : ForwardingConversationStore(inner)
    {
        public override async ValueTask<ConversationRecord?> FindAsync(string applicationId, string conversationId,
            CancellationToken cancellationToken = default) =>
            await base.FindAsync(applicationId, conversationId, cancellationToken) is { } found
                ? found with { Members = MemberList.Create(comparer, [.. found.Members]) }
                : null;
    }

    sealed class WatchedMembers(IMembershipStore inner, List<string> writes) : ForwardingMembershipStore(inner)
    {
        public override ValueTask AddAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default)
        {
            writes.AddRange(clientIds.Select(clientId => "+" + clientId));
            return base.AddAsync(conversation, clientIds, cancellationToken);
        }

        public override ValueTask RemoveAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default)
        {
            writes.AddRange(clientIds.Select(clientId => "-" + clientId));
            return base.RemoveAsync(conversation, clientIds, cancellationToken);
        }
    }

    sealed class CountingComparer : IEqualityComparer<string>
    {
        public int Calls { get; private set; }

        public bool Equals(string? x, string? y)
        {
            Calls++;
            return string.Equals(x, y, StringComparison.Ordinal);
        }

        public int GetHashCode(string obj)
        {
            Calls++;
            return StringComparer.Ordinal.GetHashCode(obj);
        }
    }
}
