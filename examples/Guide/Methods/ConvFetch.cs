using System.Reactive.Linq;
using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("RealtimeObject.conv by id", "conv：用 id 获取对话", "S123",
    English = "A conversation that exists is fetched with name and attributes; of one that does not the answer is null, and no event is told.",
    Chinese = "存在的对话带着名称和属性返回；不存在时返回 null，也不派发事件。")]
public sealed class ConvFetch : Scenario
{
    protected override async Task PlayAsync()
    {
        var id = (await (await LogInAsync("LeanCloud02"))
            .CreateConversationAsync(["abc123"], new() { Name = "LeanCloud-Room", Attributes = new JsonObject { ["test"] = "testTitle" } })).Id;
        var realtime = await LogInAsync("abc123");
        var events = new List<Conversation>();
        using var created = realtime.ConversationsCreated.Subscribe(events.Add);

        var conv = await realtime.GetConversationAsync(id);
        Same(id, conv?.Id);
        Same("LeanCloud-Room", conv?.Name);
        Same("testTitle", conv?.Attributes["test"].GetString());

        Same(null, await realtime.GetConversationAsync("sasfalklkjdlfs123"));
        Same(0, events.Count);
    }
}
