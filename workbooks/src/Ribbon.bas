Option Explicit
' The ribbon of the add-in: the tag of a button is the name of its Python function.

Public Sub RibbonPress(control As IRibbonControl)
    PressButton control.Tag
End Sub

Public Sub PressButton(button As String)
    If ActiveWorkbook Is Nothing Then
        MsgBox "Open a workbook first.", vbInformation, "Account Services"
        Exit Sub
    End If
    RunPython "from toolkit import buttons; buttons." & button & "()"
End Sub
