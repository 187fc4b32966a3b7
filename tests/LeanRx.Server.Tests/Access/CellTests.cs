using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Handlers.Internal;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Every cell of the table, tried with every frame that is a door to it.</summary>
public class CellTests
{
    public static TheoryData<int> Seats => [.. Enumerable.Range(0, Seat.All.Count)];

    /// <summary>What is about no conversation, or about one's own list.</summary>
    static readonly Permission[] s_elsewhere =
        [Permission.LogIn, Permission.QueryPresence, Permission.CreateConversation, Permission.FindConversations, Permission.FindTemporaryConversations,
        Permission.CheckMembership, Permission.BlockConversations];

    [Theory]
    [MemberData(nameof(Seats))]
    [Trait("Speed", "slow")]
    public async Task Every_frame_does_what_the_rule_says(int number)
    {
        var seat = Seat.All[number];
        List<string> differing = [];
        foreach (var (door, acts) in Acts.All)
            foreach (var (permission, isToOneself, act) in acts)
            {
                var (said, done) = (Expected(seat, permission, isToOneself), await act(await Scene.PlayAsync(seat)));
                if (said != done)
                    differing.Add($"{seat}: {door.Command}/{door.Operation} for {permission}{(isToOneself ? " of itself" : "")} gives {done}, the rule {said}");
            }

        Assert.Empty(differing);
    }

    [Theory]
    [MemberData(nameof(Seats))]
    public async Task A_call_in_the_name_of_a_client_is_refused_as_its_frame_is(int number)
    {
        var (seat, scene) = (Seat.All[number], await Scene.PlayAsync(Seat.All[number]));
        foreach (var rule in AccessRules.All.Where(rule => rule.Clients is null))
        {
            var refusal = await Record.ExceptionAsync(async () => await scene.World.Operator()
                .Conversations.RequireAsync(scene.Device.ClientId, scene.Id, rule.Permission, TestContext.Current.CancellationToken));
            Assert.Equal((rule.Permission, rule.RefusalFor(seat.Party)?.Code), (rule.Permission, (refusal as OperationRefusedException)?.Code));
        }
    }

    [Fact]
    public void Every_door_of_frames_is_tried()
    {
        foreach (var (door, permissions) in FrameDoors.All)
            Assert.Equal(permissions.Except(s_elsewhere).Where(_ => door.Operation != PatchOperations.Modified), Acts.All.GetValueOrDefault(door, [])
                .Select(act => act.Permission).Distinct());
    }

    [Fact]
    public async Task Another_application_s_conversation_is_one_that_is_not_there()
    {
        foreach (var (door, acts) in Acts.All.Where(pair => pair.Key != (Commands.Conversation, ConversationOperations.Query)))
            foreach (var (_, _, act) in acts)
            {
                var scene = await Scene.PlayAsync(Seat.All.First(seat => seat.Name == "member"));
                var answers = await AnswersAsync(scene, scene.Id, act);
                Assert.Equal(await AnswersAsync(scene, "nowhere", act), answers);
            }
    }

    [Fact]
    public void Nobody_asks_for_anything_before_the_login()
    {
        foreach (var (command, operation) in FrameDoors.All.Keys.Where(door => door != (Commands.Session, SessionOperations.Open)))
        {
            var device = new World().Connect();
            Frame frame = command switch
            {
                Commands.Session => new SessionFrame { Operation = operation! },
                Commands.Conversation => new ConversationFrame { Operation = operation! },
                Commands.Blacklist => new BlacklistFrame { Operation = operation! },
                Commands.Patch => new PatchFrame { Operation = operation! },
                Commands.Direct => new DirectFrame(),
                Commands.Logs => new LogsFrame(),
                Commands.Read => new ReadFrame(),
                Commands.Report => new ReportFrame { Operation = "upload" },
                _ => new AckFrame(),
            };

            device.Send(frame);

            if (frame is AckFrame) // Never answered.
                device.AssertQuiet();
            else
                Assert.Equal(ErrorCodes.SessionRequired, Acts.CodeOf(Assert.Single(device.TakeAll())));
        }
    }

    static int? Expected(Seat seat, Permission permission, bool isToOneself)
    {
        var rule = AccessRules.Of(permission);
        return (rule.RefusalFor(seat.Party) ?? rule.RefusalOn(seat.Party, isToOneself ? seat.Party.Rank : Rank.Member, isToOneself))?.Code;
    }

    /// <summary>The same client of another application asks the same of a conversation.</summary>
    static async Task<int?> AnswersAsync(Scene scene, string conversationId, Func<Scene, Task<int?>> act)
    {
        var device = scene.World.Connect();
        device.Open("Me", new SessionFrame
        {
            Operation = SessionOperations.Open,
            ApplicationId = "other",
            ConfigurationBitmap = (long)SessionCapabilities.PartialFailures
        });
        Assert.Equal(SessionOperations.Opened, device.Take<SessionFrame>().Operation);
        return await act(scene.As(device, conversationId));
    }
}
