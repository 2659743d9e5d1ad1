;;; scenario-proto.el --- two .proto files: completion, hover, definition, problems, rename  -*- lexical-binding: t -*-
(require 'editor)

(editor-open "protos/shop/v1/orders.proto")
(editor-no-problems)

(editor-go "rpc Place(PlaceReq")
(let ((hover (editor-hover)))
  (editor-check (format "the hover has the declaration: %s" hover) (string-match-p "message PlaceRequest" hover)))

(xref-find-definitions (xref-backend-identifier-at-point 'eglot))
(editor-check "the definition is the declaration" (looking-at-p "PlaceRequest {"))

(editor-go "message Order {")
(insert "\n  PlaceRe")
(editor-changed)
(editor-check "completion of a type" (member "PlaceRequest" (editor-candidates)))
(delete-region (line-beginning-position) (line-end-position))
(insert "  strnig label = 990;")
(editor-changed)
(editor-problem "strnig")
(delete-region (line-beginning-position) (1+ (line-end-position)))
(editor-changed)
(editor-no-problems)

;; A change of another file is a problem here, and none when it is taken back.
(let ((orders (current-buffer)))
  (editor-open "protos/shop/v1/address.proto")
  (editor-go "message Address" 0)
  (insert "Book")
  (editor-changed)
  (with-current-buffer orders (editor-problem "Address"))
  (delete-char -4)
  (editor-changed)
  (with-current-buffer orders (editor-no-problems))

  (editor-go "message Address" 2)
  (eglot-rename "PostalAddress")
  (editor-go "message PostalAddress")
  (with-current-buffer orders
    (editor-go "PostalAddress ship_to = 6")
    (editor-check "renamed in the other buffer" t)
    (editor-no-problems)))

(editor-end)
;;; scenario-proto.el ends here
