namespace LeanRx.Server.Access.Internal;

/// <summary>Says which permissions a method of the public API is a door to. One without it is found by a test.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
internal sealed class DoorAttribute(params Permission[] permissions) : Attribute
{
    public Permission[] Permissions { get; } = permissions;
}
