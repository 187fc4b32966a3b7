namespace LeanRx.Runtime.Internal;

/// <summary>Something that waits for its turn in a <see cref="SerialGate"/>. What is posted as one brings its place in the queue with it.</summary>
internal interface IGateItem
{
    void Run();
}
