using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("create a conversation", "创建对话", "S49",
    English = "Jerry creates a conversation with his friends and is a member without being named.",
    Chinese = "Jerry 用朋友列表创建对话，自己不用列出就是成员。")]
public sealed class CreateConversation : Scenario
{
    protected override async Task PlayAsync()
    {
        var jerry = await LogInAsync("Jerry");
        string[] friends = ["Bob", "Harry", "William"];
        var chat = await jerry.CreateConversationAsync(friends);

        Same("Jerry", chat.CreatorId);
        Same(["Jerry", "Bob", "Harry", "William"], await chat.GetMembersAsync());
    }
}
