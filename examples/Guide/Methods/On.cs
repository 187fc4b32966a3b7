using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("RealtimeObject.on", "on：监听事件", "S110 S111",
    English = "Events are streams: a subscription hears each of them.",
    Chinese = "事件就是流：订阅之后每次都会收到。")]
public sealed class On : Scenario
{
    protected override async Task PlayAsync()
    {
        var realtime = await LogInAsync("abc123");
        var created = Next(realtime.ConversationsCreated.Select(conversation => conversation.Name), count: 2);
        var joined = Next(realtime.MembershipChanges.OfType<MembershipChange.MembersJoined>().SelectMany(change => change.Members), count: 4);

        await realtime.CreateConversationAsync(["LeanCloud01"], new() { Name = "第一个" });
        var room = await realtime.CreateConversationAsync([], new() { Name = "第二个" });
        await room.AddMemberAsync("LeanCloud02");

        Same(["第一个", "第二个"], await created);
        Same(["abc123", "LeanCloud01", "abc123", "LeanCloud02"], await joined);
    }
}
