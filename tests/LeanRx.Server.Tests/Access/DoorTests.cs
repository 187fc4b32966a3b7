using System.Reflection;
using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Handlers.Internal;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Nothing can be asked for that no rule is about.</summary>
public class DoorTests
{
    [Fact]
    public void Every_permission_has_a_rule() => Assert.Equal(Enum.GetValues<Permission>(), AccessRules.All.Select(rule => rule.Permission).Order());

    [Fact]
    public void Every_method_of_the_engine_says_which_permission_it_is_a_door_to() =>
        Assert.Empty(AccessText.Methods().Where(method => method.GetCustomAttribute<DoorAttribute>() is not { Permissions.Length: > 0 })
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}"));

    [Fact]
    public void A_frame_without_a_door_is_one_that_the_server_does_not_know()
    {
        using var names = Frames().GetEnumerator();
        while (names.MoveNext())
        {
            var (frame, operation) = names.Current;
            var device = new World().Login("Tom");
            device.Send(frame);
            var isUnknown = device.TakeAll().OfType<ErrorFrame>()
                .Any(error => error.Code == ErrorCodes.UnparseableRawMessage
                && error.Detail!.StartsWith("This server does not know the command", StringComparison.Ordinal));
            Assert.True(isUnknown != FrameDoors.All.ContainsKey((frame.Command, operation)), $"{frame.Command}/{operation}");
        }
    }

    /// <summary>A frame for every operation that has a name, of whatever direction, and one without.</summary>
    static IEnumerable<(Frame Frame, string? Operation)> Frames() =>
    [
        .. Names(typeof(ConversationOperations)).Select(name => ((Frame)new ConversationFrame { Operation = name }, (string?)name)),
        .. Names(typeof(SessionOperations)).Select(name => ((Frame)new SessionFrame { Operation = name }, (string?)name)),
        .. Names(typeof(BlacklistOperations)).Select(name => ((Frame)new BlacklistFrame { Operation = name, SourceConversationId = "nowhere" }, (string?)name)),
        .. Names(typeof(PatchOperations)).Select(name => ((Frame)new PatchFrame { Operation = name }, (string?)name)),
        (new ConversationFrame { Operation = "new" }, "new"),
        (new UnknownFrame("new"), null),
    ];

    static IEnumerable<string> Names(Type constants) =>
        constants.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
}
