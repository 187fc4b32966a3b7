using System.Reactive.Linq;
using System.Text.Json.Nodes;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("a real-time battle", "实时对战", "S6",
    English = "A small game: Tom and Jerry play rock, paper, scissors with messages that nobody stores.",
    Chinese = "一个小游戏：Tom 和 Jerry 用暂态消息玩石头剪刀布。")]
public sealed class Battle : Scenario
{
    static JsonObject Hand(string hand) => new() { ["hand"] = hand };

    static IObservable<string> Hands(Conversation conversation) =>
        conversation.Messages.OfType<JsonMessage>().Select(message => (string)message.Content["hand"]!);

    static string Winner(string tom, string jerry) => (tom, jerry) switch
    {
        _ when tom == jerry => "nobody",
        ("石头", "剪刀") or ("剪刀", "布") or ("布", "石头") => "Tom",
        _ => "Jerry",
    };

    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        var arena = await tom.CreateConversationAsync(["Jerry"], new() { Name = "石头剪刀布" });
        var jerrysSide = await jerry.GetConversationAsync(arena.Id);

        string[] tomsHands = ["石头", "剪刀", "布"];
        string[] jerrysHands = ["剪刀", "剪刀", "石头"];
        var seenByTom = Hands(arena);
        var seenByJerry = Hands(jerrysSide!);
        var rounds = Next(seenByJerry.Zip(seenByTom, Winner), count: tomsHands.Length);
        for (var round = 0; round < tomsHands.Length; round++)
        {
            await arena.SendAsync(Hand(tomsHands[round]), new() { IsTransient = true });
            await jerrysSide!.SendAsync(Hand(jerrysHands[round]), new() { IsTransient = true });
        }

        Same(["Tom", "nobody", "Tom"], await rounds);
        Same(0, (await arena.GetHistoryAsync().ToListAsync()).Count);
    }
}
