using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("group chat", "群聊", "S19 S20",
    English = "Tom writes to his friends; Bob hears it and answers in the same conversation.",
    Chinese = "Tom 给朋友们发消息；Bob 收到后在同一个对话里回复。")]
public sealed class GroupChat : Scenario
{
    protected override async Task PlayAsync()
    {
        string[] friends = ["Jerry", "Bob", "Harry", "William"];
        var tom = await LogInAsync("Tom");
        var bob = await LogInAsync("Bob");

        var chat = await tom.CreateConversationAsync(friends);
        await chat.SendAsync("Hey，你们在哪儿？");

        var heard = await bob.Messages.OfType<TextMessage>().FirstAsync();
        Same("Hey，你们在哪儿？", heard.Text);
        var sameChat = await bob.GetConversationAsync(heard.ConversationId);
        await sameChat!.SendAsync("@Tom, 我在 Jerry 家，你跟 Harry 什么时候过来？还有 William 和你在一起么？");

        var answer = await tom.Messages.OfType<TextMessage>().FirstAsync();
        Same("Bob", answer.From);
        Same(chat.Id, answer.ConversationId);
    }
}
