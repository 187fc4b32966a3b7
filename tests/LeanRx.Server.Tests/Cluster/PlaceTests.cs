using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Ownership.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests.Cluster;

public class PlaceTests
{
    readonly World _world = new();

    [Fact]
    public void Messages_of_conversations_in_different_places_are_not_changed_together()
    {
        var tom = _world.Login("Tom");
        string[] conversations = [.. Enumerable.Range(0, 20).Select(_ => tom.Start(["Jerry"])).GroupBy(HalfOf).Select(static half => half.First())];
        Assert.Equal(2, conversations.Length);
        var messages = conversations.Select(id => tom.Say(id, "hi")).ToList();
        var error = tom.Ask<ErrorFrame>(new PatchFrame
        {
            Operation = PatchOperations.Modify,
            Patches = [.. messages.Select(static said => new PatchItem { ConversationId = said.ConversationId, MessageId = said.MessageUid, Data = "ho" })]
        });
        Assert.Equal(ErrorCodes.ConversationApiFailed, error.Code);
        Assert.Equal(["hi", "hi"], conversations.Select(id => tom.History(id)[0].Data));
    }

    [Fact]
    public void What_is_read_is_noted_in_the_places_of_all_conversations_that_a_frame_names()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        string[] conversations = [.. Enumerable.Range(0, 20).Select(_ => tom.Start(["Jerry"])).GroupBy(HalfOf).Select(static half => half.First())];
        foreach (var id in conversations)
            tom.Say(id, "hi");
        jerry.Send(new ReadFrame { ConversationIds = conversations });
        Assert.All(conversations, id => Assert.Equal(_world.Now, tom.Ask<ConversationFrame>(new ConversationFrame
        {
            Operation = ConversationOperations.MaxRead,
            ConversationId = id
        }).MaxReadTimestamp));
    }

    [Fact]
    public async Task A_place_refuses_what_is_of_another()
    {
        var places = new SplitPlaces(new NoPlace());
        var app = new Application(new EngineServices(_world.Store, new ServerOptions(), new SoleOwnership(_world.Store)), AppOptions.Demo);
        var (here, there) = (places.Of(app, "c1"), Enumerable.Range(0, 20).Select(n => $"c{n}").First(id => places.Of(app, id) != places.Of(app, "c1")));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await here.RunAsync(app, new FindConversation(there)));
        Assert.Null(await here.RunAsync(app, new FindConversation("c1")));
    }

    static int HalfOf(string conversationId) => Slots.Of(AppOptions.Demo.ApplicationId, conversationId) % 2;

    sealed class NoPlace : IConversationPlace
    {
        public ValueTask HandleAsync(ISeat seat, Frame frame, TimeSpan begunAt) => default;

        public ValueTask ReturnAsync(ISeat seat, string roomId) => default;

        public ValueTask<TResult> RunAsync<TResult>(Application app, IConversationOperation<TResult> operation, CancellationToken cancellationToken) => default;
    }
}
