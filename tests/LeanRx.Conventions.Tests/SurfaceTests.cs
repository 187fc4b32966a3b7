using System.Reactive.Subjects;
using System.Reflection;
using static LeanRx.Conventions.Tests.PublicApi;

namespace LeanRx.Conventions.Tests;

public class SurfaceTests
{
    const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static IEnumerable<Type> AllTypes =>
        Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Namespace?.StartsWith("LeanRx", StringComparison.Ordinal) == true)
            // What the compiler of protobuf wrote.
            .Where(type => type.Namespace != "LeanRx.Protocol.Protobuf.Internal.Messages");

    [Fact]
    public void Nobody_can_push_into_a_stream_of_ours() =>
        Assert.Empty(Types.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(property => IsSubject(property.PropertyType))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}"));

    static bool IsSubject(Type type) => type.GetInterfaces().Append(type)
        .Any(it => it.IsGenericType && it.GetGenericTypeDefinition() is var open && (open == typeof(ISubject<>) || open == typeof(ISubject<,>)));

    [Fact]
    public void Streams_are_nouns_and_never_tasks_of_streams() =>
        Assert.Empty(Methods.Where(method => method.ReturnType.IsGenericType
                && typeof(Task).IsAssignableFrom(method.ReturnType)
                && method.ReturnType.GetGenericArguments()[0] is { IsGenericType: true } inner
                && inner.GetGenericTypeDefinition() == typeof(IObservable<>))
            .Select(NameOf));

    [Fact]
    public void There_is_no_static_state_that_changes() =>
        Assert.Empty(AllTypes.SelectMany(type => type.GetFields(Everything))
            .Where(field => field is { IsStatic: true, IsInitOnly: false, IsLiteral: false } && !IsGenerated(field)
                && !field.IsDefined(typeof(ThreadStaticAttribute)))
            .Select(field => $"{field.DeclaringType!.FullName}.{field.Name}"));

    static bool IsGenerated(MemberInfo member) =>
        member.Name.Contains('<', StringComparison.Ordinal) || member.DeclaringType!.FullName!.Contains('<', StringComparison.Ordinal)
        || member.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute))
            || member.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute));

    [Fact]
    public void No_method_is_async_void() =>
        Assert.Empty(AllTypes.SelectMany(type => type.GetMethods(Everything))
            .Where(method => method.ReturnType == typeof(void) && method.IsDefined(typeof(System.Runtime.CompilerServices.AsyncStateMachineAttribute)))
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}"));

    [Fact]
    public void Public_classes_are_sealed_static_or_meant_to_be_derived_from() =>
        Assert.Empty(Types.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false }).Select(type => type.FullName));

    [Fact]
    public void What_is_public_does_not_hide_in_an_Internal_namespace() =>
        Assert.Empty(Types.Where(type => type.Namespace!.Contains(".Internal", StringComparison.Ordinal)).Select(type => type.FullName));
}
